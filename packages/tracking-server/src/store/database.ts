import Libsql from "libsql";
import { damageOf } from "./store-error.ts";

export type SqlValue = string | number | null;

/** The part of SQLite that the store needs. All calls are synchronous and throw SQLite's errors. */
export interface Database {
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
  first<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  run(sql: string, ...values: SqlValue[]): { changes: number; lastInsertRowid: number };
  exec(sql: string): void;
  /** Commits all of the work or nothing, after the writes of other processes. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens a database file.
 *
 * @throws StoreError if the file is damaged, also from later calls, and SQLite's errors.
 */
export const openDatabase = (path: string, busyTimeoutMs: number): Database => {
  const reading = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw damageOf(path, error) ?? error;
    }
  };
  const connection = new Libsql(path, { timeout: busyTimeoutMs });
  const statements = new Map<string, Libsql.Statement>();
  const prepare = (sql: string): Libsql.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    // The SQL of a search depends on its filter, so there may be any number of statements.
    if (statements.size >= 500) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  const all = <Row>(sql: string, ...values: SqlValue[]): Row[] =>
    reading(() => prepare(sql).all(values) as Row[]);
  return {
    all,
    // libsql's `get` adds a field to the row.
    first: <Row>(sql: string, ...values: SqlValue[]) => all<Row>(sql, ...values)[0],
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = reading(() => prepare(sql).run(values));
      return { changes, lastInsertRowid: Number(lastInsertRowid) };
    },
    exec: (sql) => {
      reading(() => connection.exec(sql));
    },
    transaction: (work) => {
      reading(() => connection.exec("BEGIN IMMEDIATE"));
      try {
        const result = work();
        reading(() => connection.exec("COMMIT"));
        return result;
      } catch (error) {
        if (connection.inTransaction) connection.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => {
      intoOneFile(connection);
      statements.clear();
      connection.close();
    },
  };
};

/**
 * Moves the write-ahead log into the database, which libsql's close does not do, so that a copy of the
 * one file is a copy of the store. While another process reads, the log stays and is complete.
 */
const intoOneFile = (connection: Libsql.Database): void => {
  try {
    connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
  } catch {
    // On a full or read-only disk the next process that opens the store reads the log.
  }
};
