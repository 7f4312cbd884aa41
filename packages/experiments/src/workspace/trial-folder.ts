import { writeFileSync } from "node:fs";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { checkDigest } from "@vae-lab/core/checkpoints";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { type TrialLog, trialLog } from "./trial-log.ts";
import type { Workspace } from "./workspace.ts";
import { partialSuffix, writeAtomically } from "./write-atomically.ts";

const names = {
  log: "log.txt",
  snapshot: "snapshot.safetensors",
  rejected: "snapshot.rejected.safetensors",
  checkpoint: "checkpoint.safetensors",
  config: "config.json",
  metrics: "measures.json",
} as const;

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
  /** Writes the parameters, the config and the last metrics, each file whole or not at all. */
  saveResult(checkpoint: Uint8Array, config: TrialConfig, metrics: Metrics): Promise<void>;
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
    saveResult: async (checkpoint, config, metrics) => {
      await writeAtomically(fileOf("config"), JSON.stringify(config, null, 2));
      await writeAtomically(fileOf("metrics"), JSON.stringify(metrics, null, 2));
      await writeAtomically(fileOf("checkpoint"), checkpoint);
    },
  };
};

const folderOf = ({ path }: Workspace, id: string): string => join(path, "trials", id);

/** Why a trial has no usable checkpoint in the workspace; undefined if it has one. */
export const checkpointProblem = async (
  workspace: Workspace,
  id: string,
): Promise<"missing" | "damaged" | undefined> => {
  const file = await readIfThere(join(folderOf(workspace, id), names.checkpoint));
  if (file === undefined) return "missing";
  return (await checkDigest(file)) === "intact" ? undefined : "damaged";
};

/** The metrics that were written with the checkpoint of a trial; undefined without a checkpoint. */
export const savedMetrics = async (
  workspace: Workspace,
  id: string,
): Promise<Metrics | undefined> => {
  const folder = folderOf(workspace, id);
  try {
    await stat(join(folder, names.checkpoint));
    return JSON.parse(await readFile(join(folder, names.metrics), "utf8"));
  } catch {
    return undefined;
  }
};

/** Whether an earlier version left a snapshot of a trial, which is of other code. */
export const hasSnapshot = (workspace: Workspace, id: string): Promise<boolean> =>
  stat(join(folderOf(workspace, id), names.snapshot)).then(
    () => true,
    () => false,
  );
