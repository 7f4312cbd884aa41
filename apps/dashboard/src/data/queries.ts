import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { RunNotFound, type RunRecord, type RunSource } from "../sources/run-source.ts";
import { pollInterval } from "./polling.ts";
import { useSource } from "./source-context.tsx";

const experimentsQuery = (source: RunSource) =>
  queryOptions({
    queryKey: ["experiments"],
    queryFn: ({ signal }) => source.experiments(signal),
    refetchInterval: 10_000,
  });

export const useExperiments = () => useQuery(experimentsQuery(useSource()));

/** The runs of an experiment, looked at again and again while the page is seen. */
export const useRuns = (experimentId: string | undefined) => {
  const source = useSource();
  return useQuery({
    queryKey: ["runs", experimentId],
    queryFn: ({ signal }) => source.runs(experimentId ?? "", signal),
    enabled: experimentId !== undefined,
    refetchInterval: (query) => pollInterval(query.state.data),
    placeholderData: keepPreviousData,
  });
};

const isGone = (error: unknown): boolean => error instanceof RunNotFound;

export const useRun = (runId: string) => {
  const source = useSource();
  return useQuery({
    queryKey: ["run", runId],
    queryFn: ({ signal }) => source.run(runId, signal),
    retry: (failures, error) => !isGone(error) && failures < 1,
    refetchInterval: (query) =>
      isGone(query.state.error) ? false : pollInterval(query.state.data && [query.state.data]),
    refetchOnWindowFocus: (query) => (isGone(query.state.error) ? false : "always"),
  });
};

const isLive = (runs: readonly RunRecord[]): boolean =>
  runs.some((run) => run.status === "RUNNING" || run.status === "SCHEDULED");

/** What a finished run logged does not change; what a running one logs is looked at again. */
const freshness = (runs: readonly RunRecord[]) =>
  isLive(runs)
    ? { refetchInterval: pollInterval(runs) }
    : { staleTime: Number.POSITIVE_INFINITY, refetchInterval: false as const };

// In the key, so that the last points of a run that has just ended are fetched too.
const stateKey = (runs: readonly RunRecord[]): string =>
  runs.map((run) => `${run.id}:${isLive([run]) ? "live" : "done"}`).join();

export const useSeries = (runs: readonly RunRecord[], key: string) => {
  const source = useSource();
  return useQuery({
    queryKey: ["series", key, stateKey(runs)],
    queryFn: ({ signal }) =>
      source.series(
        runs.map((run) => run.id),
        key,
        signal,
      ),
    placeholderData: keepPreviousData,
    ...freshness(runs),
  });
};

export const useImages = (run: RunRecord) => {
  const source = useSource();
  return useQuery({
    queryKey: ["images", stateKey([run])],
    queryFn: ({ signal }) => source.images(run.id, signal),
    ...freshness([run]),
  });
};

/** The codes of the last epoch that is not after `epoch`, and which epoch that is. */
export const useCodes = (run: RunRecord, epoch: number) => {
  const source = useSource();
  const epochs = useQuery({
    queryKey: ["code-epochs", stateKey([run])],
    queryFn: ({ signal }) => source.codeEpochs(run.id, signal),
    ...freshness([run]),
  });
  const shown = epochs.data?.findLast((one) => one <= epoch);
  const codes = useQuery({
    queryKey: ["codes", run.id, shown],
    queryFn: ({ signal }) => source.codes(run.id, shown ?? 0, signal),
    enabled: shown !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  return {
    shown,
    data: codes.data,
    error: epochs.error ?? codes.error,
    isPending: epochs.isPending,
  };
};

export const useFiles = (run: RunRecord) => {
  const source = useSource();
  return useQuery({
    queryKey: ["files", stateKey([run])],
    queryFn: ({ signal }) => source.files(run.id, signal),
    ...freshness([run]),
  });
};

export const useText = (
  run: RunRecord,
  path: string,
  { enabled }: { readonly enabled: boolean },
) => {
  const source = useSource();
  return useQuery({
    queryKey: ["text", stateKey([run]), path],
    queryFn: ({ signal }) => source.text(run.id, path, signal),
    enabled,
    ...freshness([run]),
  });
};
