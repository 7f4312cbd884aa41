import { randomUUID } from "node:crypto";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../input-error.ts";
import { writeAtomically } from "./atomic-write.ts";

/** The folder that keeps what sweeps leave behind. */
export interface Home {
  readonly path: string;
  /** Drawn once: tells the runs of this home from those of others on one tracking server. */
  readonly id: string;
  readonly lockFile: string;
  /** Makes the folder of a trial and returns its path. */
  trialFolder(id: string): Promise<string>;
}

const readId = async (file: string): Promise<string> => {
  try {
    await access(file);
  } catch {
    await writeAtomically(file, `${randomUUID()}\n`);
  }
  return (await readFile(file, "utf8")).trim();
};

/**
 * Opens the home, making it where it is not.
 * @throws InputError when nothing can be written there.
 */
export const openHome = async (path: string): Promise<Home> => {
  try {
    await mkdir(join(path, "trials"), { recursive: true });
    const probe = join(path, "trials", `.writable-${process.pid}`);
    await writeFile(probe, "");
    await rm(probe);
    const id = await readId(join(path, "home-id"));
    return {
      path,
      id,
      lockFile: join(path, "sweep.lock"),
      trialFolder: async (trial) => {
        const folder = join(path, "trials", trial);
        await mkdir(folder, { recursive: true });
        return folder;
      },
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`home must be a folder that can be written, got ${path} (${why})`, {
      cause,
    });
  }
};
