import type { RunRecord } from "../sources/run-source.ts";

/** Polling interval in milliseconds. */
export const liveMs = 2_500;
/** Milliseconds to wait for the next trial of a sweep after a run has ended. */
const sweepGapMs = 120_000;

export const isLive = (runs: readonly RunRecord[]): boolean =>
  runs.some((run) => run.status === "RUNNING" || run.status === "SCHEDULED");

/**
 * Milliseconds until the next poll of a study; false if all runs ended some time ago. Focusing the page
 * always loads the runs again.
 */
export const pollInterval = (
  runs: readonly RunRecord[] | undefined,
  now: number,
): number | false => {
  if (runs === undefined) return liveMs;
  const lastEnd = runs.reduce((last, run) => Math.max(last, run.endTime ?? 0), 0);
  return isLive(runs) || runs.length === 0 || now - lastEnd < sweepGapMs ? liveMs : false;
};
