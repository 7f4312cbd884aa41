import { useMemo } from "react";
import type { RunRecord } from "../sources/run-source.ts";
import { useExperiments, useRuns } from "./queries.ts";

const none: readonly RunRecord[] = [];

/** The experiment that the address names, else the most recent that has a name of its own. */
export const useStudy = (wanted: string | undefined) => {
  const experiments = useExperiments();
  const listed = experiments.data;
  const current = useMemo(() => {
    if (wanted !== undefined) return listed?.find(({ id }) => id === wanted)?.id;
    return (listed?.find(({ name }) => name !== "Default") ?? listed?.[0])?.id;
  }, [wanted, listed]);
  const runs = useRuns(current);
  return {
    experiments: listed ?? [],
    current,
    name: listed?.find(({ id }) => id === current)?.name,
    runs: runs.data ?? none,
    error: experiments.error ?? runs.error,
    /** The address names an experiment that the store does not have. */
    isUnknown: wanted !== undefined && listed !== undefined && current === undefined,
    isEmpty:
      (listed !== undefined && current === undefined) ||
      (runs.data !== undefined && runs.data.length === 0),
    /** The runs are those of the experiment, not of the one shown before it. */
    isSettled: runs.data !== undefined && !runs.isPlaceholderData,
    isPending: experiments.isPending || (current !== undefined && runs.isPending),
  };
};
