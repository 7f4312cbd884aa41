import { writeFileSync } from "node:fs";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { trialFileNames as names, trialPath } from "./trial-files.ts";
import { type TrialLog, trialLog } from "./trial-log.ts";
import type { Workspace } from "./workspace.ts";
import { partialSuffix, writeAtomically } from "./write-atomically.ts";

/** The files of a trial, in `trials/<id>` of the workspace. */
export interface TrialFolder extends TrialLog {
  readonly path: string;
  /** The last snapshot of an attempt that did not finish. */
  readonly snapshot: Uint8Array | undefined;
  /** Replaces the snapshot. */
  saveSnapshot(file: Uint8Array): Promise<void>;
  /** Moves a snapshot that cannot be used out of the way; returns its new path. */
  rejectSnapshot(): Promise<string>;
  deleteSnapshot(): Promise<void>;
  /** Writes the config, from which the trial can be repeated. */
  saveConfig(config: TrialConfig): Promise<string>;
  /**
   * Writes the parameters, the config, the last metrics, and the state of the training if it is given,
   * each file whole or not at all.
   */
  saveResult(result: {
    readonly checkpoint: Uint8Array;
    readonly state?: Uint8Array | undefined;
    readonly config: TrialConfig;
    readonly metrics: Metrics;
  }): Promise<void>;
}

const readIfThere = (path: string): Promise<Uint8Array | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });

/** Opens the folder for an attempt. The log is begun anew unless there is a snapshot. */
export const openTrialFolder = async (workspace: Workspace, id: string): Promise<TrialFolder> => {
  const path = await workspace.trialFolder(id);
  const fileOf = (name: keyof typeof names) => join(path, names[name]);
  for (const name of await readdir(path))
    if (name.endsWith(partialSuffix)) await rm(join(path, name));
  const snapshot = await readIfThere(fileOf("snapshot"));
  if (snapshot === undefined) writeFileSync(fileOf("log"), "");
  return {
    ...trialLog(fileOf("log")),
    path,
    snapshot,
    saveSnapshot: (file) => writeAtomically(fileOf("snapshot"), file),
    rejectSnapshot: async () => {
      await rename(fileOf("snapshot"), fileOf("rejected"));
      return fileOf("rejected");
    },
    deleteSnapshot: async () => {
      await rm(fileOf("snapshot"), { force: true });
      await rm(fileOf("rejected"), { force: true });
    },
    saveConfig: async (config) => {
      await writeAtomically(fileOf("config"), JSON.stringify(config, null, 2));
      return fileOf("config");
    },
    saveResult: async ({ checkpoint, state, config, metrics }) => {
      await workspace.trialFolder(id); // somebody may have deleted it
      await writeAtomically(fileOf("config"), JSON.stringify(config, null, 2));
      await writeAtomically(fileOf("metrics"), JSON.stringify(metrics, null, 2));
      if (state !== undefined) await writeAtomically(fileOf("state"), state);
      else await rm(fileOf("state"), { force: true }); // of an earlier attempt
      await writeAtomically(fileOf("checkpoint"), checkpoint);
    },
  };
};

/** The metrics that were written with the checkpoint of a trial; undefined without a checkpoint. */
export const savedMetrics = async (
  workspace: Workspace,
  id: string,
): Promise<Metrics | undefined> => {
  const folder = trialPath(workspace.path, id);
  try {
    await stat(join(folder, names.checkpoint));
    return JSON.parse(await readFile(join(folder, names.metrics), "utf8"));
  } catch {
    return undefined;
  }
};

const has =
  (name: keyof typeof names) =>
  (workspace: Workspace, id: string): Promise<boolean> =>
    stat(join(trialPath(workspace.path, id), names[name])).then(
      () => true,
      () => false,
    );

/** Whether a trial has a checkpoint, usable or not. */
export const hasCheckpoint = has("checkpoint");

/** Whether a trial has a snapshot. */
export const hasSnapshot = has("snapshot");
