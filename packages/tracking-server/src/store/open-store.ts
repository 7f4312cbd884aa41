import { join } from "node:path";
import { type Database, openDatabase, sqliteCode } from "./database.ts";
import { makeFolder } from "./make-folder.ts";
import { applicationId, migrations, schemaVersion } from "./schema.ts";
import { StoreError } from "./store-error.ts";

const busyTimeoutMs = 10_000;

/** Opens `folder/tracking.sqlite`, making or migrating it; a newer or foreign one is left as it is. */
export const openStore = (folder: string): Database => {
  const path = join(folder, "tracking.sqlite");
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new StoreError(
      folder,
      `cannot make the folder ${folder} (${messageOf(cause)}): choose another or make its parent writable`,
      { cause },
    );
  }
  let database: Database | undefined;
  try {
    database = openDatabase(path, busyTimeoutMs);
    checkOrigin(database, path);
    prepareForSharing(database);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof StoreError ? error : explain(path, error);
  }
};

const numberOf = (database: Database, pragma: string): number =>
  Object.values(database.first<Record<string, number>>(`PRAGMA ${pragma}`) ?? {})[0] ?? 0;

const checkOrigin = (database: Database, path: string): void => {
  const version = numberOf(database, "user_version");
  const tables = database.all("SELECT name FROM sqlite_master LIMIT 1").length;
  const isOurs = numberOf(database, "application_id") === applicationId;
  if (!isOurs && (tables > 0 || version > 0))
    throw new StoreError(
      path,
      `${path} is a SQLite database of another program: choose another folder or move it away`,
    );
  if (version > schemaVersion)
    throw new StoreError(
      path,
      `${path} was written by a newer version (schema ${version}, this one knows up to ${schemaVersion}): update, or choose another folder; nothing was changed`,
    );
};

const prepareForSharing = (database: Database): void => {
  // Changing the journal mode needs the file alone and does not wait: another process that opens
  // the same new store has done it then, or will have in a moment.
  for (let attempt = 0; ; attempt++) {
    try {
      database.all("PRAGMA journal_mode = WAL");
      break;
    } catch (error) {
      if (attempt >= 100 || !sqliteCode(error)?.startsWith("SQLITE_BUSY")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  // In WAL mode NORMAL survives the death of the process; only a power cut may cost the last commits.
  database.exec("PRAGMA synchronous = NORMAL");
  // In KiB: a table of thousands of runs is looked up all over its index.
  database.exec("PRAGMA cache_size = -65536");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA case_sensitive_like = ON");
};

const migrate = (database: Database): void => {
  // Also finds out, before anything is promised, whether the file can be written.
  database.transaction(() => {
    const version = numberOf(database, "user_version");
    if (version >= schemaVersion) return;
    for (const migration of migrations.slice(version)) database.exec(migration);
    if (version === 0) createDefaultExperiment(database);
    database.exec(`PRAGMA application_id = ${applicationId}`);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
};

/** As in MLflow, "0" is where runs go that name no experiment. */
const createDefaultExperiment = (database: Database): void => {
  const now = Date.now();
  database.run(
    `INSERT INTO experiments (experiment_id, name, artifact_location, creation_time, last_update_time)
     VALUES (0, 'Default', 'mlflow-artifacts:/0', ?, ?)`,
    now,
    now,
  );
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const explain = (path: string, cause: unknown): StoreError => {
  const code = sqliteCode(cause) ?? "";
  const message = /^SQLITE_(NOTADB|CORRUPT)/.test(code)
    ? `${path} is damaged or no SQLite database (${messageOf(cause)}): move it away to begin anew, or put a copy back`
    : /^SQLITE_(READONLY|PERM)/.test(code)
      ? `${path} is read-only (${messageOf(cause)}): make the file and its folder writable, or choose another folder`
      : code.startsWith("SQLITE_BUSY")
        ? `${path} was locked by another process for ${busyTimeoutMs / 1_000} s: end that process, or try again`
        : code.startsWith("SQLITE_FULL")
          ? `the disk that holds ${path} is full: make room`
          : `cannot open ${path} (${messageOf(cause)}): check that it is a file which can be read and written`;
  return new StoreError(path, message, { cause });
};
