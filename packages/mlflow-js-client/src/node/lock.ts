import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";

/** The process that a lock file names. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  /** The kernel's start time of the process, because process ids are reused; "" where unknown. */
  readonly began: string;
  readonly token: string;
  /** What the holder published with `describe`. */
  readonly [detail: string]: string | number;
}

/** A lock held by this process. */
export interface FileLock {
  /** Publishes details, such as an address, to processes that find the lock taken. */
  describe(details: Readonly<Record<string, string>>): Promise<void>;
  /** Renews the time of the lock file. False if another process has taken the lock over. */
  renew(): Promise<boolean>;
  /** Removes the lock file unless another process has taken it over. Calling it again does nothing. */
  release(): Promise<void>;
}

/** Options of a lock file. */
export interface LockOptions {
  /** Whether to take over the lock of a live process, or of one that cannot be checked from here. */
  readonly isExpired?: (holder: LockHolder) => Promise<boolean>;
}

/** A live process holds the lock. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  readonly file: string;
  readonly holder: LockHolder;

  constructor(file: string, holder: LockHolder) {
    super(
      `cannot lock ${file}: process ${holder.pid} on ${holder.host} holds it; stop that process, or delete the file if the process no longer exists`,
    );
    this.file = file;
    this.holder = holder;
  }
}

/**
 * Takes a lock file. A lock left by a process that has ended is taken over; a lock of another host
 * is respected, because its process cannot be checked from here.
 *
 * @throws LockedError if a live process holds the lock, and file system errors.
 */
export const lockFile = async (
  file: string,
  { isExpired = async () => false }: LockOptions = {},
): Promise<FileLock> => {
  const token = randomUUID();
  const own: LockHolder = {
    host: hostname(),
    pid: process.pid,
    began: await startTimeOf(process.pid),
    token,
  };
  const draft = `${file}.${token}.new`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its whole content, or fails because the file exists.
        await link(draft, file);
        return heldLock(file, own);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = await readHolder(file);
      if (holder && (await isAlive(holder)) && !(await isExpired(holder)))
        throw new LockedError(file, holder);
      await removeStale(file, holder, token);
    }
  } finally {
    await rm(draft, { force: true });
  }
};

/** The live process that holds a lock file; undefined if the lock is free. */
export const lockHolder = async (file: string): Promise<LockHolder | undefined> => {
  const holder = await readHolder(file);
  return holder && (await isAlive(holder)) ? holder : undefined;
};

const heldLock = (file: string, own: LockHolder): FileLock => {
  let isHeld = true;
  return {
    describe: async (details) => {
      if (!isHeld) return;
      const draft = `${file}.${own.token}.new`;
      await writeFile(draft, JSON.stringify({ ...details, ...own }), { mode: 0o600 });
      await rename(draft, file);
    },
    renew: async () => {
      if (!isHeld || (await readHolder(file))?.token !== own.token) return false;
      const now = new Date();
      await utimes(file, now, now);
      return true;
    },
    release: async () => {
      // After the first release the file may belong to another process.
      if (!isHeld) return;
      isHeld = false;
      const holder = await readHolder(file);
      if (holder === undefined || holder.token === own.token) await rm(file, { force: true });
    },
  };
};

/** Field 22 of /proc/PID/stat; "" for a process that has ended and on systems without /proc. */
const startTimeOf = async (pid: number): Promise<string> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  } catch {
    return "";
  }
};

const isAlive = async ({ host, pid, began }: LockHolder): Promise<boolean> => {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return (await startTimeOf(pid)) === began;
};

/** Undefined if the file is gone or was cut short by a crash. */
const readHolder = async (file: string): Promise<LockHolder | undefined> => {
  try {
    return JSON.parse(await readFile(file, "utf8")) as LockHolder;
  } catch {
    return undefined;
  }
};

/** Moves a stale lock away, and puts it back if another process has replaced it meanwhile. */
const removeStale = async (
  file: string,
  stale: LockHolder | undefined,
  token: string,
): Promise<void> => {
  const aside = `${file}.${token}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readHolder(aside))?.token !== stale?.token)
    await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
};
