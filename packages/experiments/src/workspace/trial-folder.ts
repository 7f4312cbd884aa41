import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedTrial } from "../sweep/sweep-events.ts";
import type { Metrics } from "../trial/trial-events.ts";
import type { Workspace } from "./workspace.ts";
import { partly, writeAtomically } from "./write-atomically.ts";

/** What a trial leaves on disk, in `trials/<id>` of the home. */
export interface TrialFolder {
  readonly path: string;
  /** The snapshot that an attempt left which did not end. */
  readonly snapshot: Uint8Array | undefined;
  /** Adds to log.txt as it is. */
  write(text: string): void;
  /** Adds a line with the time to log.txt. */
  logLine(text: string): void;
  readLog(): string;
  /** Keeps a snapshot in place of the last one. */
  saveSnapshot(file: Uint8Array): Promise<void>;
  deleteSnapshot(): Promise<void>;
  /** Keeps the parameters beside the config and the last measures, each file whole. */
  saveResult(checkpoint: Uint8Array, measures: Metrics): Promise<void>;
}

/** Opens the folder for a new attempt: its log begins anew where nothing is left to go on from. */
export const openTrialFolder = async (
  home: Workspace,
  trial: PlannedTrial,
): Promise<TrialFolder> => {
  const path = await home.trialFolder(trial.id);
  const logFile = join(path, "log.txt");
  const snapshotFile = join(path, "snapshot.safetensors");
  for (const name of await readdir(path)) if (name.endsWith(partly)) await rm(join(path, name));
  const left = await readFile(snapshotFile).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  if (left === undefined) writeFileSync(logFile, "");
  const log = (text: string) => appendFileSync(logFile, text.endsWith("\n") ? text : `${text}\n`);
  return {
    path,
    snapshot: left,
    write: log,
    logLine: (text) => log(`${new Date().toISOString()} ${text}`),
    readLog: () => readFileSync(logFile, "utf8"),
    saveSnapshot: (file) => writeAtomically(snapshotFile, file),
    deleteSnapshot: () => rm(snapshotFile, { force: true }),
    saveResult: async (checkpoint, measures) => {
      await writeAtomically(join(path, "config.json"), JSON.stringify(trial.config, null, 2));
      await writeAtomically(join(path, "measures.json"), JSON.stringify(measures, null, 2));
      await writeAtomically(join(path, "checkpoint.safetensors"), checkpoint);
    },
  };
};
