import { useMemo } from "react";
import type { ExperimentRecord, RunRecord, StudyTable } from "../sources/run-source.ts";
import { withMetrics } from "../sources/table-of.ts";
import { useExperiments, useMetricColumns, useTable } from "./queries.ts";

const noRuns: readonly RunRecord[] = [];
const noKeys: readonly string[] = [];
const noExperiments: readonly ExperimentRecord[] = [];

/** The experiment of an address: by its name, else by its id. */
export const experimentOf = (
  wanted: string,
  experiments: readonly ExperimentRecord[],
): ExperimentRecord | undefined =>
  experiments.find(({ name }) => name === wanted) ?? experiments.find(({ id }) => id === wanted);

/** The study that an address names, with its runs; their metrics come by `useMetrics`. */
export const useStudy = (wanted: string) => {
  const experiments = useExperiments();
  const listed = experiments.data;
  const current = useMemo(
    () => (listed === undefined ? undefined : experimentOf(wanted, listed)),
    [wanted, listed],
  );
  const table = useTable(current?.id);
  return {
    experiments: listed ?? noExperiments,
    id: current?.id,
    name: current?.name ?? wanted,
    table: table.data,
    runs: table.data?.runs ?? noRuns,
    metricKeys: table.data?.metricKeys ?? noKeys,
    error: experiments.error ?? table.error,
    /** The address names an experiment that the store does not have. */
    isUnknown: listed !== undefined && current === undefined,
    isEmpty: table.data !== undefined && table.data.runs.length === 0,
    /** The runs are those of the experiment, not of the one shown before it. */
    isSettled: table.data !== undefined && !table.isPlaceholderData,
    isPending: experiments.isPending || (current !== undefined && table.isPending),
  };
};

export type Study = ReturnType<typeof useStudy>;

interface MetricsOptions {
  /** The runs that get the metrics; all if absent. */
  readonly ids?: readonly string[];
  /** The runs of the table with metrics that were read before. */
  readonly base?: readonly RunRecord[];
}

/** The runs of a table with these of its metrics, or without them until they are read. */
export const useMetrics = (
  table: StudyTable | undefined,
  keys: readonly string[],
  { ids, base }: MetricsOptions = {},
): {
  readonly runs: readonly RunRecord[];
  /** They have not been read at all yet. */
  readonly isPending: boolean;
} => {
  const { data, isPending } = useMetricColumns(table, keys, ids);
  const runs = useMemo(() => {
    const known = base ?? table?.runs ?? noRuns;
    return data === undefined ? known : withMetrics(known, data);
  }, [table, base, data]);
  return { runs, isPending };
};
