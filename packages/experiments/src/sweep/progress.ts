import type { TrialEvent } from "../trial/trial-events.ts";
import type { PlannedTrial, SweepEvent } from "./sweep-events.ts";

type Step = Extract<TrialEvent, { kind: "step" }>;
type Progress = Extract<SweepEvent, { kind: "progress" }>;

/** As often as an eye can follow. */
const everyMs = 100;

/**
 * Turns steps into progress: the first, the last, and what is due in between. Steps `before` were
 * made earlier.
 */
export const progressOf = (
  { id }: PlannedTrial,
  steps: number,
  now: () => number = Date.now,
  before = 0,
): ((step: Step) => Progress | undefined) => {
  const started = now();
  let said = Number.NEGATIVE_INFINITY;
  return ({ epoch, step, metrics, imagesPerSecond }) => {
    const time = now();
    if (time - said < everyMs && step !== steps) return undefined;
    said = time;
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
