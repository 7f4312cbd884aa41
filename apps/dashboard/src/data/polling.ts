import type { RunRecord } from "../sources/run-source.ts";

/** Milliseconds between two looks at something that changes. */
export const liveMs = 2_500;
/** For how long after the end of a run the next of its sweep is waited for. */
const sweepGapMs = 120_000;

export const isLive = (runs: readonly RunRecord[]): boolean =>
  runs.some((run) => run.status === "RUNNING" || run.status === "SCHEDULED");

/**
 * Milliseconds until the runs of a study are looked at again; false where all of them ended a while
 * ago. They are looked at in any case when the reader comes back to the page.
 */
export const pollInterval = (
  runs: readonly RunRecord[] | undefined,
  now: number,
): number | false => {
  if (runs === undefined) return liveMs;
  const lastEnd = runs.reduce((last, run) => Math.max(last, run.endTime ?? 0), 0);
  return isLive(runs) || runs.length === 0 || now - lastEnd < sweepGapMs ? liveMs : false;
};
