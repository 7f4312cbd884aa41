import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { errorMessage } from "../error-message.ts";
import { checkTexts } from "./check-texts.ts";
import { type Database, openDatabase } from "./database.ts";
import { makeFolder } from "./make-folder.ts";
import { numberOf } from "./number-of.ts";
import { fileMode, folderMode } from "./private-files.ts";
import { applicationId, migrations, schemaVersion } from "./schema.ts";
import { StoreError, sqliteCode, whyNotOpened } from "./store-error.ts";

export const busyTimeoutMs = 10_000;

export const storeFile = (folder: string): string => join(folder, "tracking.sqlite");

/**
 * Opens `folder/tracking.sqlite`, and creates or migrates it. Only the owner may read a new one.
 *
 * @throws StoreError if the folder cannot be created, or the file is damaged, read-only, locked, newer
 * or of another program; the file is then unchanged.
 */
export const openStore = (folder: string): Database => {
  const path = storeFile(folder);
  try {
    makeFolder(folder, folderMode);
  } catch (cause) {
    throw new StoreError(
      folder,
      `cannot create the folder ${folder} (${errorMessage(cause)}); choose another folder, or make its parent writable`,
      { cause },
    );
  }
  let database: Database | undefined;
  try {
    // SQLite gives its write-ahead log the mode of the database file.
    if (!existsSync(path)) closeSync(openSync(path, "a", fileMode.mode));
    database = openDatabase(path, busyTimeoutMs);
    checkOrigin(database, path);
    prepareForSharing(database);
    checkTexts(database, path);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof StoreError ? error : whyNotOpened(path, error, busyTimeoutMs);
  }
};

/** @throws StoreError for a database of another program or of a newer version. */
export const checkOrigin = (database: Database, path: string): void => {
  const version = numberOf(database, "user_version");
  const tables = database.all("SELECT name FROM sqlite_master LIMIT 1").length;
  const isOurs = numberOf(database, "application_id") === applicationId;
  if (!isOurs && (tables > 0 || version > 0))
    throw new StoreError(
      path,
      `cannot open ${path}: it is a SQLite database of another program; choose another folder, or move the file away`,
    );
  if (version > schemaVersion)
    throw new StoreError(
      path,
      `cannot open ${path}: a newer version wrote it (schema ${version}, this version reads up to ${schemaVersion}); update vae-lab, or choose another folder`,
    );
};

const prepareForSharing = (database: Database): void => {
  // Changing the journal mode needs exclusive access and does not wait. If it fails, another process
  // that opens the same new store is changing it.
  for (let attempt = 0; ; attempt++) {
    try {
      database.all("PRAGMA journal_mode = WAL");
      break;
    } catch (error) {
      if (attempt >= 100 || !sqliteCode(error)?.startsWith("SQLITE_BUSY")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  // In WAL mode, NORMAL survives the end of the process; a power cut may lose the last commits.
  database.exec("PRAGMA synchronous = NORMAL");
  // In KiB. A search of thousands of runs reads all of an index.
  database.exec("PRAGMA cache_size = -65536");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA case_sensitive_like = ON");
};

const migrate = (database: Database): void => {
  // The transaction also checks that the file can be written.
  database.transaction(() => {
    const version = numberOf(database, "user_version");
    if (version >= schemaVersion) return;
    for (const migration of migrations.slice(version)) database.exec(migration);
    if (version === 0) createDefaultExperiment(database);
    database.exec(`PRAGMA application_id = ${applicationId}`);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
};

/** As in MLflow, runs without an experiment belong to "0". */
const createDefaultExperiment = (database: Database): void => {
  const now = Date.now();
  database.run(
    `INSERT INTO experiments (experiment_id, name, artifact_location, creation_time, last_update_time)
     VALUES (0, 'Default', 'mlflow-artifacts:/0', ?, ?)`,
    now,
    now,
  );
};
