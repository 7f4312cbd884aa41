import type { Metrics } from "../trial/trial-events.ts";
import { measureBlur } from "./blur/measure-blur.ts";
import { measureCollapse } from "./collapse/measure-collapse.ts";
import { measureGeneralisation } from "./generalisation/measure-generalisation.ts";
import { measureGeneration } from "./generation/measure-generation.ts";
import { groupsOf, type MeasureGroup, type MeasureLevel } from "./measure-level.ts";
import type { Measured, Measurement } from "./measurement.ts";
import { measurePosterior } from "./posterior/measure-posterior.ts";

/** Everything that is measured at the end of a trial, in addition to what is measured each epoch. */
const measurements: Readonly<Record<MeasureGroup, Measurement>> = {
  collapse: measureCollapse,
  blur: measureBlur,
  generation: measureGeneration,
  generalisation: measureGeneralisation,
  posterior: measurePosterior,
};

/**
 * The metrics of a trained model that cost too much to measure each epoch, of the groups of a level. Each
 * group has a random stream of its own, so that a group gives the same numbers whatever else is measured.
 */
export const fullMetrics = (of: Measured, level: MeasureLevel): Metrics =>
  Object.assign(
    {},
    ...groupsOf(level).map((group) => measurements[group]({ ...of, rng: of.rng.fold(group) })),
  );
