import { randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@vae-lab/tracking-server/make-folder";
import { lockFile, lockHolder } from "mlflow-js-client/node";
import { TrialConfig } from "../config/trial-config.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import type { Workspace } from "./workspace.ts";
import { writeAtomically } from "./write-atomically.ts";

/** What a worker must know of a sweep to run its trials. */
export interface SharedSweep {
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  readonly measure: MeasureLevel;
}

/** A sweep that has not ended, or whose process died before it ended. */
export interface OpenSweep {
  readonly id: string;
  /** Undefined if the sweep has ended since. */
  read(): Promise<SharedSweep | undefined>;
  /** Removes the sweep if its process has died. */
  removeIfDead(): Promise<void>;
}

type Place = Pick<Workspace, "path">;

const folderOf = ({ path }: Place): string => join(path, "sweeps", "open");

const extension = ".json";

/** The text of a sweep, a trial a line: a string of all of them may be too long. */
const writtenAs = ({ trials, ...sweep }: SharedSweep): Buffer =>
  Buffer.concat([sweep, ...trials].map((part) => Buffer.from(`${JSON.stringify(part)}\n`)));

const readSweep = async (file: string): Promise<SharedSweep | undefined> => {
  try {
    const [first = "", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
    const { study, measure } = JSON.parse(first);
    return { study, measure, trials: lines.map((line) => TrialConfig.parse(JSON.parse(line))) };
  } catch {
    return undefined; // it has ended, or another version wrote it
  }
};

/** The sweeps of a workspace that workers may join. */
export const openSweeps = async (workspace: Place): Promise<OpenSweep[]> => {
  const folder = folderOf(workspace);
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => {
      const id = name.slice(0, -extension.length);
      const file = join(folder, name);
      return {
        id,
        read: () => readSweep(file),
        removeIfDead: async () => {
          if ((await lockHolder(join(folder, `${id}.lock`))) !== undefined) return;
          await rm(file, { force: true });
          await rm(join(folder, `${id}.lock`), { force: true });
        },
      };
    });
};

/**
 * Makes a sweep known to the workers of a workspace; returns the function that withdraws it. Sweeps of
 * the study whose processes died are withdrawn: this one takes their place.
 */
export const shareSweep = async (
  workspace: Place,
  sweep: SharedSweep,
): Promise<() => Promise<void>> => {
  const folder = folderOf(workspace);
  makeFolder(folder);
  for (const other of await openSweeps(workspace))
    if ((await other.read())?.study === sweep.study) await other.removeIfDead();
  const id = randomUUID();
  const lock = await lockFile(join(folder, `${id}.lock`));
  const file = join(folder, `${id}${extension}`);
  await writeAtomically(file, writtenAs(sweep));
  return async () => {
    await rm(file, { force: true });
    await lock.release();
  };
};
