import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Measures } from "../trial-events.ts";
import { writeAtomically } from "./atomic-write.ts";
import type { PlannedTrial } from "./events.ts";
import type { Home } from "./home.ts";

/** What a trial leaves on disk, in `trials/<id>` of the home. */
export interface TrialFolder {
  readonly path: string;
  /** Adds to log.txt as it is. */
  log(text: string): void;
  /** Adds a line with the time to log.txt. */
  say(text: string): void;
  readLog(): string;
  /** Keeps the parameters beside the config and the last measures, each file whole. */
  keep(checkpoint: Uint8Array, measures: Measures): Promise<void>;
}

/** Opens the folder for a new attempt: its log begins anew. */
export const openTrialFolder = async (home: Home, trial: PlannedTrial): Promise<TrialFolder> => {
  const path = await home.trialFolder(trial.id);
  const logFile = join(path, "log.txt");
  writeFileSync(logFile, "");
  const log = (text: string) => appendFileSync(logFile, text.endsWith("\n") ? text : `${text}\n`);
  return {
    path,
    log,
    say: (text) => log(`${new Date().toISOString()} ${text}`),
    readLog: () => readFileSync(logFile, "utf8"),
    keep: async (checkpoint, measures) => {
      await writeAtomically(join(path, "config.json"), JSON.stringify(trial.config, null, 2));
      await writeAtomically(join(path, "measures.json"), JSON.stringify(measures, null, 2));
      await writeAtomically(join(path, "checkpoint.safetensors"), checkpoint);
    },
  };
};
