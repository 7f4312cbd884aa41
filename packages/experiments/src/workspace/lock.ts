import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { InputError } from "../input-error.ts";
import { writeAtomically } from "./write-atomically.ts";

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the kernel's own count: a pid is given out again. */
  readonly began: string;
  readonly token: string;
  /** Where its sweep can be watched. */
  readonly dashboard?: string;
}

/** A lock that this process holds. */
export interface Lock {
  /** Tells those who are refused where the sweep can be watched. */
  announce(dashboard: string): Promise<void>;
  /** Gives it back; safe to call again. */
  release(): Promise<void>;
}

const watchedAt = ({ dashboard }: Holder): string =>
  dashboard === undefined ? "" : `; watch it at ${dashboard}`;

const held = (file: string, own: Holder): Lock => {
  let isHeld = true;
  return {
    announce: async (dashboard) => {
      if (isHeld) await writeAtomically(file, JSON.stringify({ ...own, dashboard }));
    },
    release: async () => {
      if (!isHeld) return; // by now it may be another's
      isHeld = false;
      await rm(file, { force: true });
    },
  };
};

/** Field 22 of /proc/PID/stat; empty for a process that has ended, and where there is no such file. */
const beginningOf = async (pid: number): Promise<string> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  } catch {
    return "";
  }
};

const isAlive = async ({ host, pid, began }: Holder): Promise<boolean> => {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return (await beginningOf(pid)) === began;
};

const holderIn = async (file: string): Promise<Holder | undefined> => {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
};

/** Moves a dead holder's file away; puts it back if another process was quicker. */
const removeStale = async (
  file: string,
  dead: Holder | undefined,
  token: string,
): Promise<void> => {
  const aside = `${file}.${token}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await holderIn(aside))?.token !== dead?.token)
    await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
};

/**
 * Takes the lock file for this process; what a dead process left is taken over.
 * @throws InputError while another live process holds it.
 */
export const takeLock = async (file: string): Promise<Lock> => {
  const token = randomUUID();
  const own: Holder = {
    host: hostname(),
    pid: process.pid,
    began: await beginningOf(process.pid),
    token,
  };
  const written = `${file}.${token}.new`;
  await writeFile(written, JSON.stringify(own));
  try {
    for (;;) {
      try {
        await link(written, file); // appears whole, or fails because there is one
        return held(file, own);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = await holderIn(file);
      if (holder !== undefined && (await isAlive(holder)))
        throw new InputError(
          `one sweep at a time uses a home: process ${holder.pid} on ${holder.host} holds ${file}${watchedAt(holder)}; ` +
            "wait for it, stop it, or choose another home (if it is gone, delete that file)",
        );
      await removeStale(file, holder, token);
    }
  } finally {
    await rm(written, { force: true });
  }
};
