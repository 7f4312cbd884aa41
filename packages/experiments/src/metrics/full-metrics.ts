import type { Metrics } from "../trial/trial-events.ts";
import { blurMeasurements } from "./blur/measure-blur.ts";
import { collapseMeasurements } from "./collapse/measure-collapse.ts";
import { generalisationMeasurements } from "./generalisation/measure-generalisation.ts";
import { generationMeasurements } from "./generation/measure-generation.ts";
import { groupsOf, type MeasureGroup, type MeasureLevel } from "./measure-level.ts";
import type { Measured, Measurements } from "./measurement.ts";
import { posteriorMeasurements } from "./posterior/measure-posterior.ts";

/** Everything that is measured at the end of a trial, in addition to what is measured each epoch. */
const measurements: Readonly<Record<MeasureGroup, Measurements>> = {
  collapse: collapseMeasurements,
  blur: blurMeasurements,
  generation: generationMeasurements,
  generalisation: generalisationMeasurements,
  posterior: posteriorMeasurements,
};

/** Runs one part of the work of a trial. A benchmark times it. */
export type RunPart = <T>(part: string, work: () => T) => T;

export const runUntimed: RunPart = (_, work) => work();

/**
 * The metrics of a trained model that cost too much to measure each epoch, of the groups of a level. Each
 * group has a random stream of its own, so that a group gives the same numbers whatever else is measured.
 */
export const fullMetrics = (
  of: Measured,
  level: MeasureLevel,
  runPart: RunPart = runUntimed,
): Metrics => {
  const metrics: Metrics = {};
  for (const group of groupsOf(level)) {
    const own = { ...of, rng: of.rng.fold(group) };
    for (const [name, measure] of Object.entries(measurements[group]))
      Object.assign(
        metrics,
        runPart(`${group}: ${name}`, () => measure(own)),
      );
  }
  return metrics;
};
