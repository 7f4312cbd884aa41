import { useMemo } from "react";
import type { ExperimentRecord, RunRecord, StudyTable } from "../sources/run-source.ts";
import { withMetrics } from "../sources/table-of.ts";
import { useExperiments, useMetricColumns, useTable } from "./queries.ts";

const noRuns: readonly RunRecord[] = [];
const noKeys: readonly string[] = [];
const noExperiments: readonly ExperimentRecord[] = [];

/** Finds an experiment by name, otherwise by id. */
export const experimentOf = (
  wanted: string,
  experiments: readonly ExperimentRecord[],
): ExperimentRecord | undefined =>
  experiments.find(({ name }) => name === wanted) ?? experiments.find(({ id }) => id === wanted);

/** A study by name or id, with its runs; `useMetrics` loads their metrics. */
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
    /** The experiment does not exist. */
    isUnknown: listed !== undefined && current === undefined,
    isEmpty: table.data !== undefined && table.data.runs.length === 0,
    /** The runs belong to this experiment, not to the previous one. */
    isSettled: table.data !== undefined && !table.isPlaceholderData,
    isPending: experiments.isPending || (current !== undefined && table.isPending),
  };
};

export type Study = ReturnType<typeof useStudy>;

interface MetricsOptions {
  /** Ids of the runs. Default: all. */
  readonly ids?: readonly string[];
  /** The runs of the table with metrics from an earlier call. */
  readonly base?: readonly RunRecord[];
}

/** The runs of a table with these metrics, once they are loaded. */
export const useMetrics = (
  table: StudyTable | undefined,
  keys: readonly string[],
  { ids, base }: MetricsOptions = {},
): {
  readonly runs: readonly RunRecord[];
  /** No metrics have been loaded yet. */
  readonly isPending: boolean;
  /** The metrics are those of an earlier call, until these are loaded. */
  readonly isPrevious: boolean;
} => {
  const { data, isPending, isPrevious } = useMetricColumns({ table, keys, ids });
  const runs = useMemo(() => {
    const known = base ?? table?.runs ?? noRuns;
    return data === undefined ? known : withMetrics(known, data);
  }, [table, base, data]);
  return { runs, isPending, isPrevious };
};
