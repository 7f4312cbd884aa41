import type { MlflowClient, Run } from "mlflow-js-client";
import type { TrialFolder } from "../workspace/trial-folder.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import type { TrackingQueue } from "./tracking/tracking-queue.ts";

/** Snapshots in tracking, so that a trial resumes on another machine than it began. */
export interface SharedSnapshots {
  /** Sends a snapshot of a run, if enough time has passed since the last and tracking can be reached. */
  save(runId: string, file: Uint8Array): Promise<void>;
  /**
   * The latest snapshot of a trial in tracking, which has all metrics up to it; saved in the folder,
   * whose own may be later, but without its metrics in tracking.
   */
  load(trial: PlannedTrial, folder: TrialFolder): Promise<Uint8Array | undefined>;
  /** Replaces the snapshot of a finished run by an empty file. */
  clear(runId: string): Promise<void>;
}

interface SharedSnapshotsOptions {
  readonly client: MlflowClient;
  readonly queue: Pick<TrackingQueue, "spool" | "isAway">;
  /** The runs of a trial that did not finish, the latest first. */
  readonly unfinishedOf: (trial: PlannedTrial) => Promise<readonly Run[]>;
  readonly everyMs: number;
}

const path = "snapshot.safetensors";
const contentType = "application/octet-stream";

export const sharedSnapshots = (options: SharedSnapshotsOptions): SharedSnapshots => {
  const { client, queue, unfinishedOf, everyMs } = options;
  const sentAt = new Map<string, number>();
  return {
    save: async (runId, body) => {
      const now = performance.now();
      if (queue.isAway) return;
      if (now - (sentAt.get(runId) ?? Number.NEGATIVE_INFINITY) < everyMs) return;
      sentAt.set(runId, now);
      await queue.spool.upload({ runId, path, body, contentType });
    },
    load: async (trial, folder) => {
      for (const { info } of await unfinishedOf(trial)) {
        const { runId } = info;
        const file = await client.artifacts.download({ runId, path }).catch(() => undefined);
        if (file === undefined || file.byteLength === 0) continue;
        await folder.saveSnapshot(file);
        return file;
      }
      return undefined;
    },
    clear: async (runId) => {
      if (!sentAt.delete(runId)) return;
      await queue.spool.upload({ runId, path, body: new Uint8Array(), contentType });
    },
  };
};
