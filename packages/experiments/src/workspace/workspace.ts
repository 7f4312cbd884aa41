import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../input-error.ts";
import { makeFolder } from "./make-folder.ts";

/** The folder that keeps what sweeps leave behind. */
export interface Workspace {
  readonly path: string;
  /** Drawn once: tells the runs of this home from those of others on one tracking server. */
  readonly id: string;
  readonly lockFile: string;
  /** Makes the folder of a trial and returns its path. */
  trialFolder(id: string): Promise<string>;
}

/** Of several processes that draw an id the first one's counts. */
const readId = async (file: string): Promise<string> => {
  const drawn = randomUUID();
  const beside = `${file}.${drawn}`;
  await writeFile(beside, `${drawn}\n`);
  await link(beside, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(beside);
  return (await readFile(file, "utf8")).trim();
};

const elsewhere = "name another in --home or VAE_LAB_HOME";

const remedyFor = (cause: unknown): string => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EROFS") return `nothing can be written on a read-only file system: ${elsewhere}`;
  if (code === "ENOSPC" || code === "EDQUOT") return `make room there, or ${elsewhere}`;
  if (code === "EACCES" || code === "EPERM") return `let this user write there, or ${elsewhere}`;
  return elsewhere;
};

export const unusableWorkspace = (path: string, cause: unknown): InputError => {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `home must be a folder that can be written, got ${path} (${why})`;
  return new InputError(`${message}; ${remedyFor(cause)}`, { cause });
};

/**
 * Opens the home, making it where it is not.
 * @throws InputError when nothing can be written there.
 */
export const openWorkspace = async (path: string): Promise<Workspace> => {
  try {
    await makeFolder(join(path, "trials"));
    const probe = join(path, "trials", `.writable-${randomUUID()}`);
    await writeFile(probe, "");
    await rm(probe);
    const id = await readId(join(path, "home-id"));
    return {
      path,
      id,
      lockFile: join(path, "sweep.lock"),
      trialFolder: async (trial) => {
        const folder = join(path, "trials", trial);
        await makeFolder(folder);
        return folder;
      },
    };
  } catch (cause) {
    throw unusableWorkspace(path, cause);
  }
};
