import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { MlflowError } from "../errors.ts";
import type { Journal } from "../spool/journal.ts";
import { type FileLock, LockedError, lockFile } from "./lock.ts";
import { readLines } from "./read-lines.ts";

/** Options of a journal in a file. */
export interface FileJournalOptions {
  /** Created with its folder if it does not exist. */
  readonly path: string;
  /** Whether records also survive a crash of the machine, not only of the process. Default true. */
  readonly isSynced?: boolean;
}

/**
 * A journal in a file. Each line has a checksum, so that a line cut short by a crash is recognised and
 * removed. One process at a time may open it.
 *
 * @throws MlflowError RESOURCE_CONFLICT if another process uses it, DATA_LOSS if a line before the last
 * is damaged.
 */
export const fileJournal = async ({
  path,
  isSynced = true,
}: FileJournalOptions): Promise<Journal> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { release } = await lockJournal(path);
  try {
    let file = await open(path, "a+", ownerOnly);
    let end = await removeTornLine(file, path);

    const write = async (to: FileHandle, text: string): Promise<void> => {
      await to.appendFile(text);
      if (isSynced) await to.datasync();
    };
    return {
      get end() {
        return end;
      },
      append: async (record) => {
        const line = lineOf(record);
        try {
          await write(file, line);
          end += Buffer.byteLength(line);
        } catch (error) {
          await file.truncate(end);
          throw error;
        }
      },
      read: async function* (from) {
        for await (const { line, next } of readLines(file, from))
          yield { record: recordOf(line) ?? damaged(path, from), next };
      },
      replace: async (records) => {
        const text = records.map(lineOf).join("");
        const fresh = `${path}.new`;
        await rm(fresh, { force: true });
        const other = await open(fresh, "a+", ownerOnly);
        await write(other, text);
        await rename(fresh, path);
        await file.close();
        file = other;
        end = Buffer.byteLength(text);
      },
      close: async () => {
        await file.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
};

/** The journal contains what is logged. */
const ownerOnly = 0o600;

const lockJournal = async (path: string): Promise<FileLock> => {
  try {
    return await lockFile(`${path}.lock`);
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new MlflowError(
      `cannot open ${path}: process ${error.holder.pid} on ${error.holder.host} uses it; stop that process, or delete ${error.file} if the process no longer exists`,
      { errorCode: "RESOURCE_CONFLICT", isRetryable: true, cause: error },
    );
  }
};

const checksum = (record: string): string =>
  createHash("sha256").update(record).digest("hex").slice(0, 8);

const lineOf = (record: string): string => `${checksum(record)} ${record}\n`;

const recordOf = (line: string): string | undefined => {
  const record = line.slice(9);
  return line[8] === " " && line.slice(0, 8) === checksum(record) ? record : undefined;
};

/** Cuts off a last line that a crash left incomplete. Returns the length of the journal in bytes. */
const removeTornLine = async (file: FileHandle, path: string): Promise<number> => {
  try {
    const length = await wholeLength(file, path);
    await file.truncate(length);
    return length;
  } catch (error) {
    await file.close();
    throw error;
  }
};

/** Length in bytes of the undamaged records at the beginning. */
const wholeLength = async (file: FileHandle, path: string): Promise<number> => {
  let length = 0;
  let torn: number | undefined;
  for await (const { line, next } of readLines(file, 0)) {
    if (recordOf(line) === undefined) torn ??= length;
    else if (torn !== undefined) damaged(path, torn);
    else length = next;
  }
  return length;
};

const damaged = (path: string, at: number): never => {
  throw new MlflowError(
    `cannot read ${path}: the record at byte ${at} is damaged and records follow it; restore a copy, or delete the line to lose only this record`,
    {
      errorCode: "DATA_LOSS",
    },
  );
};
