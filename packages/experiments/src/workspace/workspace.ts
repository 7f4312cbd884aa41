import { randomUUID } from "node:crypto";
import { access, link, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@vae-lab/tracking-server/make-folder";
import { errorMessage } from "../error-message.ts";
import { InputError } from "../input-error.ts";
import { trialsFolder } from "./trial-files.ts";
import { recordedHome } from "./trial-record.ts";

/** The folder that sweeps write to. */
export interface Workspace {
  readonly path: string;
  /** Drawn once. It distinguishes the runs of workspaces that share a tracking server. */
  readonly id: string;
  /** The lock file of versions that ran one sweep at a time. */
  readonly earlierLock: string;
  /** Makes the folder of a trial and returns its path. */
  trialFolder(id: string): Promise<string>;
  /** Whether the folder and its trials are still those that were opened, not deleted or replaced. */
  isThere(): Promise<boolean>;
}

/** The mode of new folders: data, configs and logs of trials may be secret, as the store's runs may. */
const ownersAlone = { mode: 0o700 } as const;

/** The id before its file was lost, as a trial has it. */
const earlierId = async (path: string): Promise<string | undefined> => {
  for (const trial of await readdir(trialsFolder(path))) {
    const id = await recordedHome(path, trial);
    if (id !== undefined) return id;
  }
  return undefined;
};

/** If several processes draw an id, the first one's is used. */
const readId = async (path: string, file: string): Promise<string> => {
  const known = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return "";
  });
  if (known.trim() !== "") return known.trim();
  const drawn = (await earlierId(path)) ?? randomUUID();
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${drawn}\n`);
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(draft);
  return (await readFile(file, "utf8")).trim();
};

const another = "name another folder in --home or VAE_LAB_HOME";

const remedyFor = (cause: unknown): string => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EROFS") return `the file system is read-only: ${another}`;
  if (code === "ENOSPC" || code === "EDQUOT") return `free disk space, or ${another}`;
  if (code === "EACCES" || code === "EPERM")
    return `give this user write permission, or ${another}`;
  return another;
};

export const unusableWorkspace = (path: string, cause: unknown): InputError => {
  const why = errorMessage(cause);
  return new InputError(`cannot write to the workspace ${path} (${why}); ${remedyFor(cause)}`, {
    cause,
  });
};

/**
 * Opens a workspace, which is made if it is missing, and then only its owner may read it.
 * @throws InputError if it cannot be written.
 */
export const openWorkspace = async (path: string): Promise<Workspace> => {
  const trials = trialsFolder(path);
  const idFile = join(path, "home-id");
  try {
    makeFolder(trials, ownersAlone);
    const probe = join(trials, `.writable-${randomUUID()}`);
    await writeFile(probe, "");
    await rm(probe);
    const id = await readId(path, idFile);
    return {
      path,
      id,
      earlierLock: join(path, "sweep.lock"),
      trialFolder: async (trial) => {
        const folder = join(trials, trial);
        // Not with the folders above: a workspace that was deleted must stay so.
        await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "EEXIST") throw error;
        });
        return folder;
      },
      isThere: async () => {
        try {
          await access(trials);
          return (await readFile(idFile, "utf8")).trim() === id;
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          return code !== "ENOENT" && code !== "ENOTDIR";
        }
      },
    };
  } catch (cause) {
    throw unusableWorkspace(path, cause);
  }
};
