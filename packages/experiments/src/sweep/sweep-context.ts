import type { Workspace } from "../workspace/workspace.ts";
import type { PlannedTrial, SweepEvent } from "./sweep-events.ts";
import type { StudyRuns } from "./tracking/study-runs.ts";
import type { TrackingQueue } from "./tracking/tracking-queue.ts";

/** What the trials of one sweep have in common. */
export interface SweepContext {
  readonly queue: TrackingQueue;
  readonly studyRuns: Pick<StudyRuns, "unfinishedOf">;
  readonly experimentId: string;
  readonly study: string;
  readonly workspace: Workspace;
  /** Params beside the config: data.hash, git.commit. */
  readonly provenance: (trial: PlannedTrial) => Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: SweepEvent) => void;
}
