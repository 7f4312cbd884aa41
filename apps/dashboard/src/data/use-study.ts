import { useMemo } from "react";
import type { ExperimentRecord, RunRecord } from "../sources/run-source.ts";
import { useExperiments, useTable } from "./queries.ts";

const noRuns: readonly RunRecord[] = [];
const noKeys: readonly string[] = [];
const noExperiments: readonly ExperimentRecord[] = [];

/** The experiment of an address: by its name, else by its id. */
export const experimentOf = (
  wanted: string,
  experiments: readonly ExperimentRecord[],
): ExperimentRecord | undefined =>
  experiments.find(({ name }) => name === wanted) ?? experiments.find(({ id }) => id === wanted);

/** The study that an address names, with its runs. */
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
