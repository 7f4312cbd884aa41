import { tags as tagNames } from "@vae-lab/experiments/metrics";
import type { RunRecord } from "../sources/run-source.ts";

const wholeSizes: ReadonlyMap<string, number> = new Map([
  ["mnist", 60_000],
  ["mnist-binarised", 60_000],
  ["mnist-14", 60_000],
  ["fashion-mnist", 60_000],
  ["bars", 2_048],
]);

/** Optimiser steps in an epoch, from the params; undefined where they do not say. */
export const stepsPerEpoch = ({ params }: RunRecord): number | undefined => {
  const size = Number(
    params.get("dataset.trainSize") ?? wholeSizes.get(params.get("dataset.name") ?? ""),
  );
  const steps = Math.ceil(size / Number(params.get("batchSize")));
  return Number.isFinite(steps) && steps > 0 ? steps : undefined;
};

/** The metrics that tell how far a run is. */
export const progressMetrics = ["train/loss", "test/reconstruction"] as const;

/** The last epoch of which anything was measured on the test set; 0 if none. */
export const lastEpoch = ({ metrics }: RunRecord): number => {
  let last = 0;
  for (const [key, { step }] of metrics) if (key.startsWith("test/")) last = Math.max(last, step);
  return last;
};

export interface Progress {
  /** In [0, 1]; absent when the length of the trial is unknown. */
  readonly share?: number;
  readonly epoch: number;
  readonly epochs?: number;
  /** Milliseconds since the run was last heard of, when that is suspiciously long; ∞ if no clock says. */
  readonly silent?: number;
}

/** Whether a time in milliseconds came from a clock: writers send 0 or 1 where they have none. */
export const isTime = (milliseconds: number): boolean => milliseconds > Date.UTC(2000);

/** Milliseconds that an ended run took; undefined where its times do not say. */
export const tookOf = ({ startTime, endTime, tags }: RunRecord): number | undefined =>
  endTime !== undefined && isTime(startTime) && endTime >= startTime
    ? endTime - startTime - Number(tags.get(tagNames.stopped) ?? 0)
    : undefined;

const suspicious = 90_000;

/** How far a running trial is at time `now`. */
export const progressOf = (run: RunRecord, now: number): Progress => {
  const epochs = Number(run.params.get("epochs"));
  const perEpoch = stepsPerEpoch(run);
  const step = run.metrics.get("train/loss")?.step;
  const measured = lastEpoch(run);
  const done = step !== undefined && perEpoch !== undefined ? step / perEpoch : measured;
  const silence = isTime(run.lastSeen) ? now - run.lastSeen : Number.POSITIVE_INFINITY;
  return {
    epoch: Math.max(measured, Math.ceil(done)),
    ...(epochs > 0 && { epochs, share: Math.min(1, done / epochs) }),
    ...(silence > suspicious && { silent: silence }),
  };
};
