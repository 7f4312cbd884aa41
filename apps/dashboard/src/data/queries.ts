import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import {
  type ExperimentRecord,
  type ImageRecord,
  type MetricColumns,
  RunNotFound,
  type RunRecord,
  type RunSource,
  type StudyTable,
} from "../sources/run-source.ts";
import { isLive, liveMs, pollInterval } from "./polling.ts";
import { useSource } from "./source-context.tsx";

const experimentsQuery = (source: RunSource) =>
  queryOptions({
    queryKey: ["experiments"],
    queryFn: ({ signal }) => source.experiments(signal),
  });

export const useExperiments = () => useQuery(experimentsQuery(useSource()));

const tableQuery = (source: RunSource, client: QueryClient, experimentId: string | undefined) => {
  const queryKey = ["table", experimentId];
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) =>
      source.table(experimentId ?? "", client.getQueryData<StudyTable>(queryKey), signal),
    enabled: experimentId !== undefined,
    // An unchanged table is the same object; comparing its maps would be slow.
    structuralSharing: false,
    refetchInterval: (query) => pollInterval(query.state.data?.runs, Date.now()),
  });
};

/** The runs of an experiment, polled while any of them is live. */
export const useTable = (experimentId: string | undefined) =>
  useQuery({
    ...tableQuery(useSource(), useQueryClient(), experimentId),
    placeholderData: keepPreviousData,
  });

/** The archived runs of an experiment; undefined until they are asked for and loaded. */
export const useArchived = (experimentId: string | undefined, isAsked: boolean) => {
  const source = useSource();
  return useQuery({
    queryKey: ["archived", experimentId],
    queryFn: ({ signal }) => source.archived(experimentId ?? "", signal),
    enabled: isAsked && experimentId !== undefined,
    structuralSharing: false,
  });
};

/** The runs of several experiments, each named once. */
export const useTables = (experimentIds: readonly string[]) => {
  const source = useSource();
  const client = useQueryClient();
  return useQueries({ queries: experimentIds.map((id) => tableQuery(source, client, id)) });
};

interface MetricsQuery {
  readonly table: StudyTable | undefined;
  readonly keys: readonly string[];
  readonly ids?: readonly string[] | undefined;
}

const metricsQuery = (source: RunSource, { table, keys, ids }: MetricsQuery) => {
  const known = new Set(table?.metricKeys);
  const wanted = [...new Set(keys)].filter((key) => known.has(key)).sort();
  return queryOptions({
    queryKey: ["metrics", table?.experimentId, table?.revision, wanted, ids],
    queryFn: ({ signal }) => source.metrics(table as StudyTable, { keys: wanted, ids }, signal),
    enabled: table !== undefined && !table.hasMetrics && wanted.length > 0 && ids?.length !== 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    structuralSharing: false,
  });
};

/** Metrics of a table's runs, loaded again when the table changes. */
export const useMetricColumns = (
  query: MetricsQuery,
): {
  readonly data: MetricColumns | undefined;
  readonly isPending: boolean;
  readonly isPrevious: boolean;
} => {
  const options = metricsQuery(useSource(), query);
  const { data, isPending, isPlaceholderData } = useQuery({
    ...options,
    placeholderData: keepPreviousData,
  });
  return {
    data,
    isPending: options.enabled === true && isPending,
    isPrevious: options.enabled === true && isPlaceholderData,
  };
};

/** Metrics of the runs of several tables, each named once. */
export const useMetricsOfTables = (
  queries: readonly MetricsQuery[],
): { readonly data: MetricColumns | undefined; readonly isPending: boolean }[] => {
  const source = useSource();
  const options = queries.map((query) => metricsQuery(source, query));
  return useQueries({ queries: options }).map(({ data, isPending }, index) => ({
    data,
    isPending: options[index]?.enabled === true && isPending,
  }));
};

const isGone = (error: unknown): boolean => error instanceof RunNotFound;

/** A run of these experiments by its id or a prefix of it. */
export const useRunById = (id: string, experiments: readonly ExperimentRecord[] | undefined) => {
  const source = useSource();
  return useQuery({
    queryKey: ["run", id],
    queryFn: ({ signal }) =>
      source.runByStart(
        id,
        (experiments ?? []).map((experiment) => experiment.id),
        signal,
      ),
    enabled: experiments !== undefined,
    retry: (failures, error) => !isGone(error) && failures < 1,
    refetchInterval: (query) =>
      isGone(query.state.error)
        ? false
        : pollInterval(query.state.data && [query.state.data], Date.now()),
    refetchOnWindowFocus: (query) => (isGone(query.state.error) ? false : "always"),
  });
};

/** Data of live runs is polled; data of ended runs does not change. */
const freshness = (runs: readonly RunRecord[]) =>
  isLive(runs)
    ? { refetchInterval: liveMs }
    : { staleTime: Number.POSITIVE_INFINITY, refetchInterval: false as const };

// Part of the query key, so that data is loaded once more after a run ends.
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

/** The histories of several metrics of these runs, in the order of `keys`. */
export const useSeriesOf = (runs: readonly RunRecord[], keys: readonly string[]) => {
  const source = useSource();
  return useQueries({
    queries: keys.map((key) => ({
      queryKey: ["series", key, stateKey(runs)],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        source.series(
          runs.map((run) => run.id),
          key,
          signal,
        ),
      ...freshness(runs),
    })),
  });
};

/** Images of a run. */
export interface RunImages {
  readonly data: readonly ImageRecord[];
  readonly error: Error | null;
  readonly isPending: boolean;
}

const noImages: readonly ImageRecord[] = [];

/** Images of several runs, in the order of `runs`. */
export const useImages = (runs: readonly RunRecord[]): RunImages[] => {
  const source = useSource();
  return useQueries({
    queries: runs.map((run) => ({
      queryKey: ["images", stateKey([run])],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.images(run.id, signal),
      ...freshness([run]),
    })),
  }).map(({ data, error, isPending }) => ({ data: data ?? noImages, error, isPending }));
};

const codeEpochsQuery = (source: RunSource, run: RunRecord) => ({
  queryKey: ["code-epochs", stateKey([run])],
  queryFn: ({ signal }: { signal: AbortSignal }) => source.codeEpochs(run.id, signal),
  ...freshness([run]),
});

/** Epochs at which any of the runs logged codes, ascending. */
export const useCodeEpochs = (runs: readonly RunRecord[]): number[] => {
  const source = useSource();
  const epochs = useQueries({ queries: runs.map((run) => codeEpochsQuery(source, run)) });
  return [...new Set(epochs.flatMap(({ data }) => data ?? []))].sort((a, b) => a - b);
};

/** The codes of the last epoch up to `epoch`, and that epoch. */
export const useCodes = (run: RunRecord, epoch: number) => {
  const source = useSource();
  const epochs = useQuery(codeEpochsQuery(source, run));
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

/** Contents of a folder of a run's artifacts. */
export const useFolder = (run: RunRecord, path: string) => {
  const source = useSource();
  return useQuery({
    queryKey: ["folder", stateKey([run]), path],
    queryFn: ({ signal }) => source.folder(run.id, path, signal),
    ...freshness([run]),
  });
};

export const useLineage = (run: RunRecord) => {
  const source = useSource();
  return useQuery({
    queryKey: ["lineage", stateKey([run])],
    queryFn: ({ signal }) => source.lineage(run, signal),
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
