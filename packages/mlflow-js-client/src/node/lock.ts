import { randomUUID } from "node:crypto";
import { readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { MlflowError } from "../errors.ts";

/** The locks that this process holds: a file with its id that is not among them is an old one's. */
const held = new Set<string>();

/**
 * Holds a file against other processes of this machine. Each claims by a file of its own and then
 * looks for others, so of two that come at once at least one sees the other; a claim whose process
 * is gone counts for nothing.
 */
export const lockFile = async (path: string): Promise<() => Promise<void>> => {
  const folder = dirname(path);
  const claims = `${basename(path)}.lock.`;
  const own = `${claims}${process.pid}.${randomUUID()}`;
  held.add(own);
  await writeFile(join(folder, own), "");
  const release = async () => {
    held.delete(own);
    await rm(join(folder, own), { force: true });
  };
  for (const name of await readdir(folder)) {
    if (!name.startsWith(claims) || name === own) continue;
    const pid = Number(name.slice(claims.length).split(".")[0]);
    if (pid === process.pid ? held.has(name) : isAlive(pid)) {
      await release();
      throw new MlflowError(
        `${path} is in use by process ${pid}; if that is no process of yours, delete ${join(folder, name)}`,
        { errorCode: "RESOURCE_CONFLICT", isRetryable: true },
      );
    }
    await rm(join(folder, name), { force: true });
  }
  return release;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};
