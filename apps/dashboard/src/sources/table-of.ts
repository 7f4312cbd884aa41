import type { MetricColumns, RunRecord, StudyTable } from "./run-source.ts";

/** A table of runs that were loaded with all their metrics. */
export const tableOf = (experimentId: string, runs: readonly RunRecord[]): StudyTable => ({
  experimentId,
  runs,
  metricKeys: [...new Set(runs.flatMap((run) => [...run.metrics.keys()]))],
  hasMetrics: true,
});

/** Adds metrics to runs. */
export const withMetrics = (
  runs: readonly RunRecord[],
  columns: MetricColumns,
): readonly RunRecord[] =>
  columns.size === 0
    ? runs
    : runs.map((run) => {
        const own = columns.get(run.id);
        return own === undefined ? run : { ...run, metrics: new Map([...run.metrics, ...own]) };
      });
