import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { errorMessage } from "../error-message.ts";

/** The store cannot be used. The message names the path and the remedy. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly path: string;
  /** Whether the store cannot be written, but may be readable. */
  readonly isReadOnly: boolean;

  constructor(
    path: string,
    message: string,
    { isReadOnly = false, ...options }: { cause?: unknown; isReadOnly?: boolean } = {},
  ) {
    super(message, options);
    this.path = path;
    this.isReadOnly = isReadOnly;
  }
}

/** SQLite's name of an error, such as SQLITE_BUSY. */
export const sqliteCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;

/** The error for a damaged database file, with the remedy. */
export const damaged = (path: string, why: string, cause?: unknown): StoreError =>
  new StoreError(
    path,
    `cannot read ${path}: the file is damaged or not a SQLite database (${why}); restore a backup of it, or move it away and copy the runs of another server with \`vae-lab import\``,
    { cause },
  );

/** The error for a damaged database file; undefined for any other error. */
export const damageOf = (path: string, cause: unknown): StoreError | undefined =>
  /^SQLITE_(NOTADB|CORRUPT)/.test(sqliteCode(cause) ?? "")
    ? damaged(path, errorMessage(cause), cause)
    : undefined;

/** Why a database file cannot be opened, with the remedy. */
export const whyNotOpened = (path: string, cause: unknown, busyTimeoutMs: number): StoreError => {
  const damage = damageOf(path, cause);
  if (damage) return damage;
  const code = sqliteCode(cause) ?? "";
  const reason = `(${errorMessage(cause)})`;
  const because = (text: string) => new StoreError(path, text, { cause });
  if (/^SQLITE_(READONLY|PERM)/.test(code) || !isWritable(path))
    return new StoreError(
      path,
      `cannot open ${path}: the store is read-only ${reason}; make the file and its folder writable, or copy the folder to a disk that is`,
      { cause, isReadOnly: true },
    );
  if (code.startsWith("SQLITE_BUSY"))
    return because(
      `cannot open ${path}: another process locked it for ${busyTimeoutMs / 1_000} s; stop that process, or try again`,
    );
  if (/^SQLITE_(FULL|IOERR)/.test(code))
    return new StoreError(
      path,
      `cannot open ${path}: its disk is full or fails ${reason}; free some space on it, or check the disk`,
      { cause, isReadOnly: true },
    );
  return because(`cannot open ${path} ${reason}; check that it is a readable and writable file`);
};

const isWritable = (path: string): boolean => {
  try {
    accessSync(dirname(path), constants.W_OK);
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
