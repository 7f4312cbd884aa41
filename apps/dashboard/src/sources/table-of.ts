import type { RunRecord, StudyTable } from "./run-source.ts";

/** The table of runs that were read with all their metrics. */
export const tableOf = (runs: readonly RunRecord[]): StudyTable => ({
  runs,
  metricKeys: [...new Set(runs.flatMap((run) => [...run.metrics.keys()]))],
});
