import type { CallOptions, MlflowClient } from "mlflow-js-client";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import type { Claims } from "../workspace/claims.ts";
import type { LastingFailure } from "../workspace/trial-failures.ts";
import type { OwnResult } from "../workspace/trial-record.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Retry } from "./retries.ts";
import type { SharedSnapshots } from "./shared-snapshots.ts";
import type { PlannedTrial, SweepEvent } from "./sweep-events.ts";
import type { OtherWorkspaces } from "./tracking/other-workspaces.ts";
import type { StudyRuns } from "./tracking/study-runs.ts";
import type { TrackingQueue } from "./tracking/tracking-queue.ts";
import type { FailureKind } from "./workers/trial-failure.ts";

/** What the trials of a sweep share. */
export interface SweepContext {
  readonly client: MlflowClient;
  readonly queue: TrackingQueue;
  /** The runs of the study when the sweep began. */
  readonly runs: Pick<StudyRuns, "unfinishedOf">;
  readonly others: OtherWorkspaces;
  /** The runs of attempts that failed in this sweep. */
  readonly ended: Set<string>;
  /** The id of the study's experiment, made at its first sweep. */
  readonly experiment: (call?: CallOptions) => Promise<string>;
  readonly study: string;
  readonly workspace: Workspace;
  /** The run of what a trial starts from, by a trial's id or a checkpoint's SHA-256, if it is known. */
  readonly runOfStart: (source: string) => string | undefined;
  readonly claims: Claims;
  /** Keeps snapshots where workers of other machines find them; undefined if none need them. */
  readonly snapshots?: SharedSnapshots;
  /** The file with the own data of a trial whose files are on another machine. */
  readonly dataFileOf?: (trial: PlannedTrial) => Promise<string | undefined>;
  /** Whether a finished run of this workspace counts only with its checkpoint on disk. Default: true. */
  readonly needsFiles?: boolean;
  /** The result of a trial that any process of the workspace has finished since the sweep began. */
  readonly finishedSince: (id: string) => Promise<OwnResult | undefined>;
  /** The failure of a trial that any process of the workspace has recorded since the sweep began. */
  readonly failedSince: (id: string) => Promise<LastingFailure | undefined>;
  /** When to try a trial again that got as far as an epoch; undefined if that does not help. */
  readonly retryOf: (id: string, failure: FailureKind, epoch: number) => Retry | undefined;
  /** The commit of this code, if it is a git repository. */
  readonly commit: string | undefined;
  readonly measure: MeasureLevel;
  readonly signal: AbortSignal;
  /** The command that repeats a trial. */
  readonly commandFor: ((trial: PlannedTrial) => string) | undefined;
  /** Retries work that a full disk stops until there is space. */
  readonly whenSpace: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onEvent: (event: SweepEvent) => void;
}
