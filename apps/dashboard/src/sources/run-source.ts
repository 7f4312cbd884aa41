export type RunStatus = "RUNNING" | "SCHEDULED" | "FINISHED" | "FAILED" | "KILLED";

export interface ExperimentRecord {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly lastUpdate?: number | undefined;
}

/** The last logged value of a metric. */
export interface MetricValue {
  /** May be NaN or ±Infinity. */
  readonly value: number;
  /** Optimiser step for train/*, epoch for test/*. */
  readonly step: number;
}

/**
 * A run. Params, tags and metrics are maps because their keys are arbitrary, such as `__proto__`.
 * Metrics that were not measured are absent.
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
  /** Time of the last logged data, in milliseconds since 1970. */
  readonly lastSeen: number;
  /** Whether the run is deleted in the terms of MLflow: hidden, and can be restored. */
  readonly isArchived?: boolean;
}

export interface SeriesPoint {
  readonly runId: string;
  readonly step: number;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** An image logged at an epoch or step. */
export interface ImageRecord {
  readonly kind: string;
  readonly epoch: number;
  readonly url: string;
}

/** A file or folder of a run's artifacts. */
export interface FileRecord {
  /** Relative to the run's artifact root, with slashes. */
  readonly path: string;
  readonly isFolder: boolean;
  /** In bytes; 0 for a folder. */
  readonly size: number;
  readonly url: string;
}

/** A dataset that a run used. */
export interface DatasetRecord {
  readonly name: string;
  readonly digest: string;
  readonly source: string;
  /** Such as `training` or `evaluation`. */
  readonly context: string | undefined;
}

/** A model that a run logged. */
export interface ModelRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
}

/** Datasets, models and related runs of a run. */
export interface Lineage {
  readonly datasets: readonly DatasetRecord[];
  readonly models: readonly ModelRecord[];
  readonly parent: RunRecord | undefined;
  readonly children: readonly RunRecord[];
}

/** Codes of test images in two dimensions: latent axes or principal components. */
export interface Codes {
  readonly axes: readonly string[];
  readonly explained?: readonly number[] | undefined;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The class of each; absent for data without labels. */
  readonly label?: readonly number[] | undefined;
  /** Names of the classes, where they are not their numbers. */
  readonly classes?: readonly string[] | undefined;
}

/** The run does not exist; retrying will not help. */
export class RunNotFound extends Error {
  override readonly name = "RunNotFound";
}

/** The runs of an experiment. */
export interface StudyTable {
  readonly experimentId: string;
  readonly runs: readonly RunRecord[];
  /** Keys of all metrics of the runs. */
  readonly metricKeys: readonly string[];
  /** Whether the runs include their metrics; otherwise they are loaded by column. */
  readonly hasMetrics: boolean;
  /** Changes whenever the table or its metrics change; only if the server provides it. */
  readonly revision?: string;
}

/** Metrics by run, then by key. */
export type MetricColumns = ReadonlyMap<string, ReadonlyMap<string, MetricValue>>;

/** A finished run that is to be logged. */
export interface NewRun {
  /** The name of the experiment, which is made unless it exists. */
  readonly experiment: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly endTime: number;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly metrics: readonly {
    readonly key: string;
    readonly value: number;
    readonly step: number;
    /** Milliseconds since 1970. */
    readonly timestamp: number;
  }[];
  readonly files: readonly {
    readonly path: string;
    readonly body: Uint8Array | string;
    readonly contentType: string;
  }[];
}

/** Changes of runs. */
export interface RunChanges {
  /** Logs a run and returns its id. A run that is logged in part is marked as failed. */
  log(run: NewRun): Promise<string>;
  setTag(tag: { runId: string; key: string; value: string }): Promise<void>;
  deleteTag(tag: { runId: string; key: string }): Promise<void>;
  archive(runId: string): Promise<void>;
  restore(runId: string): Promise<void>;
}

/** Source of the page's data. */
export interface RunSource {
  /** Absent if runs cannot be changed. */
  readonly changes?: RunChanges;
  experiments(signal?: AbortSignal): Promise<ExperimentRecord[]>;
  /** Loads the table of an experiment; returns `before` if nothing has changed. */
  table(experimentId: string, before?: StudyTable, signal?: AbortSignal): Promise<StudyTable>;
  /** The archived runs of an experiment, with their metrics. */
  archived(experimentId: string, signal?: AbortSignal): Promise<StudyTable>;
  /** Loads metrics of the table's runs, or of some of them. */
  metrics(
    table: StudyTable,
    query: { readonly keys: readonly string[]; readonly ids?: readonly string[] | undefined },
    signal?: AbortSignal,
  ): Promise<MetricColumns>;
  /** @throws RunNotFound */
  run(runId: string, signal?: AbortSignal): Promise<RunRecord>;
  /**
   * Loads the run whose id starts with `start`.
   * @throws RunNotFound if there is none or more than one
   */
  runByStart(
    start: string,
    experimentIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<RunRecord>;
  /** The history of a metric of several runs, ordered by step. */
  series(runIds: readonly string[], key: string, signal?: AbortSignal): Promise<SeriesPoint[]>;
  images(runId: string, signal?: AbortSignal): Promise<ImageRecord[]>;
  /** Epochs at which the run logged codes, ascending. */
  codeEpochs(runId: string, signal?: AbortSignal): Promise<number[]>;
  codes(runId: string, epoch: number, signal?: AbortSignal): Promise<Codes>;
  /** Contents of a folder of the run's artifacts (`""`: the root), folders first, by name. */
  folder(runId: string, path: string, signal?: AbortSignal): Promise<FileRecord[]>;
  lineage(run: RunRecord, signal?: AbortSignal): Promise<Lineage>;
  /** The text of a file. */
  text(runId: string, path: string, signal?: AbortSignal): Promise<string>;
  /** URL of the trial's log. */
  logUrl(runId: string): string;
}
