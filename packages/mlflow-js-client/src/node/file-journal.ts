import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { MlflowError } from "../errors.ts";
import type { Journal } from "../spool/journal.ts";
import { lockFile } from "./lock.ts";
import { readLines } from "./read-lines.ts";

export interface FileJournalOptions {
  /** Made if it is not there, with its folder. */
  readonly path: string;
  /** Also survive the machine's crash, not only the process's. Default true. */
  readonly isSynced?: boolean;
}

/**
 * A journal in a file: a line per record, each behind a checksum, so that a line that was torn by a
 * crash is known and cut off. One process at a time.
 *
 * @throws MlflowError RESOURCE_CONFLICT if another process has it open, DATA_LOSS if a line that is
 * not the last was damaged.
 */
export const fileJournal = async ({
  path,
  isSynced = true,
}: FileJournalOptions): Promise<Journal> => {
  await mkdir(dirname(path), { recursive: true });
  const release = await lockFile(path);
  try {
    let file = await open(path, "a+");
    let end = await wholeLength(file, path);
    await file.truncate(end);

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
        const other = await open(fresh, "a+");
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

const checksum = (record: string): string =>
  createHash("sha256").update(record).digest("hex").slice(0, 8);

const lineOf = (record: string): string => `${checksum(record)} ${record}\n`;

const recordOf = (line: string): string | undefined => {
  const record = line.slice(9);
  return line[8] === " " && line.slice(0, 8) === checksum(record) ? record : undefined;
};

/** Up to where the records are whole. */
const wholeLength = async (file: FileHandle, path: string): Promise<number> => {
  let whole = 0;
  let torn: number | undefined;
  for await (const { line, next } of readLines(file, 0)) {
    if (recordOf(line) === undefined) torn ??= whole;
    else if (torn !== undefined) damaged(path, torn);
    else whole = next;
  }
  return whole;
};

const damaged = (path: string, at: number): never => {
  throw new MlflowError(`${path} is damaged at byte ${at}: what follows there is whole`, {
    errorCode: "DATA_LOSS",
  });
};
