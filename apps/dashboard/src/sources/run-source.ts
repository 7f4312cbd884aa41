export type RunStatus = "RUNNING" | "SCHEDULED" | "FINISHED" | "FAILED" | "KILLED";

export interface ExperimentRecord {
  readonly id: string;
  readonly name: string;
}

/** One trial as the page sees it. What was not measured is absent from `measures`. */
export interface RunRecord {
  readonly id: string;
  readonly name: string;
  readonly experimentId: string;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly endTime?: number;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** The last value of each metric; NaN and ±Infinity are values. */
  readonly measures: Readonly<Record<string, number>>;
  /** The step of that last value: an optimiser step for train/*, an epoch for test/*. */
  readonly steps: Readonly<Record<string, number>>;
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

/** A file that a run logged. */
export interface FileRecord {
  /** From the run's artifact root, with slashes. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly url: string;
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

/** Where the page's data comes from. */
export interface RunSource {
  experiments(signal?: AbortSignal): Promise<ExperimentRecord[]>;
  runs(experimentId: string, signal?: AbortSignal): Promise<RunRecord[]>;
  /** @throws RunNotFound */
  run(runId: string, signal?: AbortSignal): Promise<RunRecord>;
  /** One metric of many runs, by step. */
  series(runIds: readonly string[], key: string, signal?: AbortSignal): Promise<SeriesPoint[]>;
  images(runId: string, signal?: AbortSignal): Promise<ImageRecord[]>;
  /** Epochs for which the run has codes. */
  codeEpochs(runId: string, signal?: AbortSignal): Promise<number[]>;
  codes(runId: string, epoch: number, signal?: AbortSignal): Promise<Codes>;
  /** Every file of the run but its images and codes, by path. */
  files(runId: string, signal?: AbortSignal): Promise<FileRecord[]>;
  /** The text of one of them. */
  text(runId: string, path: string, signal?: AbortSignal): Promise<string>;
  /** Address of the trial's log. */
  logUrl(runId: string): string;
}
