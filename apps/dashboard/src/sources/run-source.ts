export type RunStatus = "RUNNING" | "SCHEDULED" | "FINISHED" | "FAILED" | "KILLED";

export interface ExperimentRecord {
  readonly id: string;
  readonly name: string;
}

/** The last value that was logged of a metric. */
export interface MetricValue {
  /** NaN and ±Infinity are values. */
  readonly value: number;
  /** An optimiser step for train/*, an epoch for test/*. */
  readonly step: number;
}

/**
 * One run as the page sees it. Keys are whatever the writer chose, `__proto__` included: maps, not
 * objects. What was not measured is absent.
 */
export interface RunRecord {
  readonly id: string;
  readonly name: string;
  readonly experimentId: string;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly endTime?: number;
  readonly params: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly metrics: ReadonlyMap<string, MetricValue>;
  /** When anything was last heard of the run. */
  readonly lastSeen: number;
}

export interface SeriesPoint {
  readonly runId: string;
  readonly step: number;
  readonly value: number;
}

/** An image that a run logged at the end of an epoch. */
export interface ImageRecord {
  readonly kind: string;
  readonly epoch: number;
  readonly url: string;
}

/** A file or folder that a run logged. */
export interface FileRecord {
  /** From the run's artifact root, with slashes. */
  readonly path: string;
  readonly isFolder: boolean;
  /** In bytes; a folder has none. */
  readonly size: number;
  readonly url: string;
}

/** Data that a run used. */
export interface DatasetRecord {
  readonly name: string;
  readonly digest: string;
  readonly source: string;
  /** `training`, `evaluation`, … as the writer tagged it. */
  readonly context: string | undefined;
}

/** A model that a run logged. */
export interface ModelRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
}

/** What a run came from and led to. */
export interface Lineage {
  readonly datasets: readonly DatasetRecord[];
  readonly models: readonly ModelRecord[];
  readonly parent: RunRecord | undefined;
  readonly children: readonly RunRecord[];
}

/** Codes of test images in two dimensions: the latent axes themselves, or principal components. */
export interface Codes {
  readonly axes: readonly string[];
  readonly explained?: readonly number[] | undefined;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly label: readonly number[];
}

/** The store answered, and has no such run: asking again will not help. */
export class RunNotFound extends Error {
  override readonly name = "RunNotFound";
}

/** The runs of an experiment, as far as a table of them needs to know. */
export interface StudyTable {
  readonly experimentId: string;
  readonly runs: readonly RunRecord[];
  /** Keys of the metrics that any of the runs has. */
  readonly metricKeys: readonly string[];
  /** Whether the runs hold their metrics; else these are asked for by column. */
  readonly hasMetrics: boolean;
  /** Changes with everything that the table and its metrics hold, where the server says so. */
  readonly revision?: string;
}

/** Metrics by run, then by key. */
export type MetricColumns = ReadonlyMap<string, ReadonlyMap<string, MetricValue>>;

/** Where the page's data comes from. */
export interface RunSource {
  experiments(signal?: AbortSignal): Promise<ExperimentRecord[]>;
  /** The table of an experiment: `before` itself where nothing has changed since. */
  table(experimentId: string, before?: StudyTable, signal?: AbortSignal): Promise<StudyTable>;
  /** Columns of metrics of the table's runs, or of some of them. */
  metrics(
    table: StudyTable,
    query: { readonly keys: readonly string[]; readonly ids?: readonly string[] | undefined },
    signal?: AbortSignal,
  ): Promise<MetricColumns>;
  /** @throws RunNotFound */
  run(runId: string, signal?: AbortSignal): Promise<RunRecord>;
  /**
   * The run whose id begins with `start`.
   * @throws RunNotFound where there is none, or more than one
   */
  runByStart(
    start: string,
    experimentIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<RunRecord>;
  /** One metric of many runs, by step. */
  series(runIds: readonly string[], key: string, signal?: AbortSignal): Promise<SeriesPoint[]>;
  images(runId: string, signal?: AbortSignal): Promise<ImageRecord[]>;
  /** Epochs for which the run has codes. */
  codeEpochs(runId: string, signal?: AbortSignal): Promise<number[]>;
  codes(runId: string, epoch: number, signal?: AbortSignal): Promise<Codes>;
  /** What is in a folder of the run's artifacts (`""`: all of them), folders first, by name. */
  folder(runId: string, path: string, signal?: AbortSignal): Promise<FileRecord[]>;
  lineage(run: RunRecord, signal?: AbortSignal): Promise<Lineage>;
  /** The text of a file. */
  text(runId: string, path: string, signal?: AbortSignal): Promise<string>;
  /** Address of the trial's log. */
  logUrl(runId: string): string;
}
