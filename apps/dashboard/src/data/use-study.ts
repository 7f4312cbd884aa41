import { useMemo } from "react";
import type { RunRecord } from "../sources/run-source.ts";
import { useExperiments, useRuns } from "./queries.ts";

const none: readonly RunRecord[] = [];

/** The experiment that the address names, else the most recent that has a name of its own. */
export const useStudy = (wanted: string | undefined) => {
  const experiments = useExperiments();
  const listed = experiments.data;
  const current = useMemo(() => {
    if (wanted !== undefined) return wanted;
    return (listed?.find(({ name }) => name !== "Default") ?? listed?.[0])?.id;
  }, [wanted, listed]);
  const runs = useRuns(current);
  return {
    experiments: listed ?? [],
    current,
    name: listed?.find(({ id }) => id === current)?.name,
    runs: runs.data ?? none,
    error: experiments.error ?? runs.error,
    isEmpty:
      (listed !== undefined && current === undefined) ||
      (runs.data !== undefined && runs.data.length === 0),
    isPending: experiments.isPending || (current !== undefined && runs.isPending),
  };
};
