import type { MlflowClient, Run } from "mlflow-js-client";
import type { TrialFolder } from "../workspace/trial-folder.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import type { TrackingQueue } from "./tracking/tracking-queue.ts";

/** Snapshots in tracking, so that a trial resumes on another machine than it began. */
export interface SharedSnapshots {
  /** Sends a snapshot of a run, if enough time has passed since the last. */
  save(runId: string, file: Uint8Array): Promise<void>;
  /** The latest snapshot of a trial: of the folder, or of tracking, which is then saved there. */
  load(trial: PlannedTrial, folder: TrialFolder): Promise<Uint8Array | undefined>;
  /** Replaces the snapshot of a finished run by an empty file. */
  clear(runId: string): Promise<void>;
}

interface SharedSnapshotsOptions {
  readonly client: MlflowClient;
  readonly queue: Pick<TrackingQueue, "spool">;
  /** The runs of a trial that did not finish, the latest first. */
  readonly unfinishedOf: (trial: PlannedTrial) => Promise<readonly Run[]>;
  readonly everyMs: number;
}

const path = "snapshot.safetensors";
const contentType = "application/octet-stream";

/** The step of a snapshot, from the header of the file; -1 if it cannot be read. */
const stepOf = (file: Uint8Array | undefined): number => {
  try {
    if (file === undefined) return -1;
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const header = file.subarray(8, 8 + Number(view.getBigUint64(0, true)));
    return Number(JSON.parse(new TextDecoder().decode(header)).__metadata__.step);
  } catch {
    return -1;
  }
};

export const sharedSnapshots = (options: SharedSnapshotsOptions): SharedSnapshots => {
  const { client, queue, unfinishedOf, everyMs } = options;
  const sentAt = new Map<string, number>();
  const fromTracking = async (trial: PlannedTrial): Promise<Uint8Array | undefined> => {
    for (const { info } of await unfinishedOf(trial)) {
      const { runId } = info;
      const file = await client.artifacts.download({ runId, path }).catch(() => undefined);
      if (stepOf(file) >= 0) return file;
    }
    return undefined;
  };
  return {
    save: async (runId, body) => {
      const now = performance.now();
      if (now - (sentAt.get(runId) ?? Number.NEGATIVE_INFINITY) < everyMs) return;
      sentAt.set(runId, now);
      await queue.spool.upload({ runId, path, body, contentType });
    },
    load: async (trial, folder) => {
      const sent = await fromTracking(trial);
      if (sent === undefined || stepOf(sent) <= stepOf(folder.snapshot)) return folder.snapshot;
      await folder.saveSnapshot(sent);
      return sent;
    },
    clear: async (runId) => {
      if (!sentAt.delete(runId)) return;
      await queue.spool.upload({ runId, path, body: new Uint8Array(), contentType });
    },
  };
};
