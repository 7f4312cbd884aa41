import { tags as tagNames } from "@vae-lab/experiments/metrics";
import type { RunRecord } from "../sources/run-source.ts";

const wholeSizes: ReadonlyMap<string, number> = new Map([
  ["mnist", 60_000],
  ["mnist-binarised", 60_000],
  ["mnist-14", 60_000],
  ["fashion-mnist", 60_000],
  ["bars", 2_048],
  ["shifted-edges", 2_048],
]);

/** The last epoch with a result on the test set; 0 if none. */
export const lastEpoch = ({ metrics }: RunRecord): number => {
  let last = 0;
  for (const [key, { step }] of metrics) if (key.startsWith("test/")) last = Math.max(last, step);
  return last;
};

/** Steps per epoch of a run that did all of its epochs; undefined for others. */
const stepsOfWholeRun = (run: RunRecord): number | undefined => {
  const step = run.metrics.get("train/loss")?.step ?? Number.NaN;
  const epochs = Number(run.params.get("epochs"));
  const isWhole = run.endTime !== undefined && epochs > 0 && lastEpoch(run) === epochs;
  return isWhole && step > 0 && step % epochs === 0 ? step / epochs : undefined;
};

/**
 * Optimiser steps per epoch: from the params, or for data of one's own, whose size is no param, from what
 * a whole run logged. Undefined if unknown.
 */
export const stepsPerEpoch = (run: RunRecord): number | undefined => {
  const { params } = run;
  const size = Number(
    params.get("dataset.trainSize") ?? wholeSizes.get(params.get("dataset.name") ?? ""),
  );
  const steps = Math.ceil(size / Number(params.get("batchSize")));
  return Number.isFinite(steps) && steps > 0 ? steps : stepsOfWholeRun(run);
};

/** Metrics that show the progress of a run. */
export const progressMetrics = ["train/loss", "test/reconstruction"] as const;

export interface Progress {
  /** In [0, 1]; absent if the number of epochs is unknown. */
  readonly share?: number;
  readonly epoch: number;
  readonly epochs?: number;
  /** Milliseconds since the last logged data if that is long ago; ∞ if the run has no valid time. */
  readonly silent?: number;
}

/** Whether a time is valid: clients without a clock send 0 or 1. */
export const isValidTime = (milliseconds: number): boolean => milliseconds > Date.UTC(2000);

/** Duration of an ended run in milliseconds; undefined if unknown. */
export const durationOf = ({ startTime, endTime, tags }: RunRecord): number | undefined =>
  endTime !== undefined && isValidTime(startTime) && endTime >= startTime
    ? endTime - startTime - Number(tags.get(tagNames.stopped) ?? 0)
    : undefined;

const suspicious = 90_000;

/** Progress of a running trial at time `now`. */
export const progressOf = (run: RunRecord, now: number): Progress => {
  const epochs = Number(run.params.get("epochs"));
  const perEpoch = stepsPerEpoch(run);
  const step = run.metrics.get("train/loss")?.step;
  const measured = lastEpoch(run);
  const done = step !== undefined && perEpoch !== undefined ? step / perEpoch : measured;
  const silence = isValidTime(run.lastSeen) ? now - run.lastSeen : Number.POSITIVE_INFINITY;
  return {
    epoch: Math.max(measured, Math.ceil(done)),
    ...(epochs > 0 && { epochs, share: Math.min(1, done / epochs) }),
    ...(silence > suspicious && { silent: silence }),
  };
};
