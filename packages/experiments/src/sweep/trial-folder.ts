import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Measures } from "../trial/trial-events.ts";
import { partly, writeAtomically } from "./atomic-write.ts";
import type { PlannedTrial } from "./events.ts";
import type { Home } from "./home.ts";

/** What a trial leaves on disk, in `trials/<id>` of the home. */
export interface TrialFolder {
  readonly path: string;
  /** The snapshot that an attempt left which did not end. */
  readonly left: Uint8Array | undefined;
  /** Adds to log.txt as it is. */
  log(text: string): void;
  /** Adds a line with the time to log.txt. */
  say(text: string): void;
  readLog(): string;
  /** Keeps a snapshot in place of the last one. */
  keepSnapshot(file: Uint8Array): Promise<void>;
  dropSnapshot(): Promise<void>;
  /** Keeps the parameters beside the config and the last measures, each file whole. */
  keep(checkpoint: Uint8Array, measures: Measures): Promise<void>;
}

/** Opens the folder for a new attempt: its log begins anew where nothing is left to go on from. */
export const openTrialFolder = async (home: Home, trial: PlannedTrial): Promise<TrialFolder> => {
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
    left,
    log,
    say: (text) => log(`${new Date().toISOString()} ${text}`),
    readLog: () => readFileSync(logFile, "utf8"),
    keepSnapshot: (file) => writeAtomically(snapshotFile, file),
    dropSnapshot: () => rm(snapshotFile, { force: true }),
    keep: async (checkpoint, measures) => {
      await writeAtomically(join(path, "config.json"), JSON.stringify(trial.config, null, 2));
      await writeAtomically(join(path, "measures.json"), JSON.stringify(measures, null, 2));
      await writeAtomically(join(path, "checkpoint.safetensors"), checkpoint);
    },
  };
};
