import Libsql from "libsql";

export type SqlValue = string | number | null;

/** The little of SQLite that the store needs, synchronous throughout. */
export interface Database {
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
  first<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  run(sql: string, ...values: SqlValue[]): { changes: number; lastInsertRowid: number };
  exec(sql: string): void;
  /** All of it or nothing; waits for other processes' writes. */
  transaction<T>(work: () => T): T;
  close(): void;
}

export const openDatabase = (path: string, busyTimeoutMs: number): Database => {
  const connection = new Libsql(path, { timeout: busyTimeoutMs });
  const statements = new Map<string, Libsql.Statement>();
  const prepare = (sql: string): Libsql.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    // A search's text follows from its filter: there may be any number of them.
    if (statements.size >= 500) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  const all = <Row>(sql: string, ...values: SqlValue[]): Row[] => prepare(sql).all(values) as Row[];
  return {
    all,
    // `get` adds a field of its own to the row.
    first: <Row>(sql: string, ...values: SqlValue[]) => all<Row>(sql, ...values)[0],
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = prepare(sql).run(values);
      return { changes, lastInsertRowid: Number(lastInsertRowid) };
    },
    exec: (sql) => {
      connection.exec(sql);
    },
    transaction: (work) => {
      connection.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        connection.exec("COMMIT");
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
 * Moves what the write-ahead log holds into the database, which libsql's close leaves undone: a copy
 * of the one file is then a copy of the store. While another process reads, the log stays; it is whole.
 */
const intoOneFile = (connection: Libsql.Database): void => {
  try {
    connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
  } catch {
    // A full or read-only disk: the next to open the store reads the log.
  }
};

/** SQLite's name for what went wrong, such as SQLITE_BUSY. */
export const sqliteCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
