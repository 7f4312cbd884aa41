import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { checkTexts } from "./check-texts.ts";
import { type Database, openDatabase } from "./database.ts";
import { numberOf } from "./number-of.ts";
import { busyTimeoutMs, checkOrigin, storeFile } from "./open-store.ts";
import { schemaVersion } from "./schema.ts";
import { StoreError, sqliteCode, whyNotOpened } from "./store-error.ts";

/** SQLite creates a -shm file to read a database in WAL mode, unless it is told that nobody writes it. */
const isCompleteWithoutLog = (path: string): boolean =>
  (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;

/** On a read-only disk the -shm file cannot be created, and on a full one it cannot grow. */
const isWithoutSharedMemory = (error: unknown): boolean =>
  /^SQLITE_(CANTOPEN|IOERR|FULL)/.test(sqliteCode(error) ?? "");

const openUri = (path: string, query: string): Database => {
  const database = openDatabase(`${pathToFileURL(path).href}?${query}`, busyTimeoutMs);
  try {
    checkOrigin(database, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Opens a database file for reading alone, also where nobody can write. */
export const openForReading = (path: string): Database => {
  try {
    return openUri(path, "mode=ro");
  } catch (error) {
    if (!isWithoutSharedMemory(error) || !isCompleteWithoutLog(path)) throw error;
    return openUri(path, "immutable=1");
  }
};

/**
 * Opens the store of a folder for reading alone, as on a read-only disk.
 *
 * @throws StoreError if it is damaged, of another version or of another program.
 */
export const openReadOnly = (folder: string): Database => {
  const path = storeFile(folder);
  try {
    const database = openForReading(path);
    const version = numberOf(database, "user_version");
    database.exec("PRAGMA case_sensitive_like = ON");
    if (version === schemaVersion) {
      checkTexts(database, path);
      return database;
    }
    database.close();
    throw new StoreError(
      path,
      `cannot read ${path}: an earlier version wrote it (schema ${version}, this version reads ${schemaVersion}), and a read-only store cannot be migrated; copy the folder to a disk that can be written`,
    );
  } catch (error) {
    throw error instanceof StoreError ? error : whyNotOpened(path, error, busyTimeoutMs);
  }
};
