import type { CallOptions, MlflowClient } from "mlflow-js-client";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { PlannedTrial, SweepEvent } from "./sweep-events.ts";
import type { OtherWorkspaces } from "./tracking/other-workspaces.ts";
import type { StudyRuns } from "./tracking/study-runs.ts";
import type { TrackingQueue } from "./tracking/tracking-queue.ts";

/** What the trials of a sweep share. */
export interface SweepContext {
  readonly client: MlflowClient;
  readonly queue: TrackingQueue;
  /** The runs of the study when the sweep began. */
  readonly runs: Pick<StudyRuns, "unfinishedOf">;
  readonly others: OtherWorkspaces;
  /** The id of the study's experiment, made at its first sweep. */
  readonly experiment: (call?: CallOptions) => Promise<string>;
  readonly study: string;
  readonly workspace: Workspace;
  /** The run of what a trial starts from, by a trial's id or a checkpoint's SHA-256, if it is known. */
  readonly runOfStart: (source: string) => string | undefined;
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
