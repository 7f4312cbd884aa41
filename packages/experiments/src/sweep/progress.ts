import type { TrialEvent } from "../trial/trial-events.ts";
import type { PlannedTrial, SweepEvent } from "./sweep-events.ts";

type Step = Extract<TrialEvent, { kind: "step" }>;
type Progress = Extract<SweepEvent, { kind: "progress" }>;

/** How often progress is shown. */
const everyMs = 100;

/**
 * Turns steps into progress events: the first, the last, and one every 100 ms. An earlier process
 * made the first `before` steps.
 */
export const progressOf = (
  { id }: PlannedTrial,
  steps: number,
  now: () => number = Date.now,
  before = 0,
): ((step: Step) => Progress | undefined) => {
  const started = now();
  let shown = Number.NEGATIVE_INFINITY;
  return ({ epoch, step, metrics, imagesPerSecond }) => {
    const time = now();
    if (time - shown < everyMs && step !== steps) return undefined;
    shown = time;
    const elbo = metrics["train/elbo"];
    return {
      kind: "progress",
      id,
      epoch,
      step,
      loss: metrics["train/loss"] ?? Number.NaN,
      imagesPerSecond,
      secondsLeft: (((time - started) / (step - before)) * (steps - step)) / 1000,
      ...(elbo !== undefined && { elbo }),
    };
  };
};
