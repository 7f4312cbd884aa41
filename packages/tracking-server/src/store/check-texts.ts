import { isUtf8 } from "node:buffer";
import type { Database } from "./database.ts";
import { numberOf } from "./number-of.ts";
import { damaged } from "./store-error.ts";

/** In bytes. Larger stores, whose texts take long to read, are opened without the check. */
const maxChecked = 64 * 1024 * 1024;

const textColumns = (database: Database): Map<string, string[]> => {
  const tables = new Map<string, string[]>();
  const sql = `SELECT m.name AS tableName, c.name AS columnName
    FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'`;
  for (const row of database.all<{ tableName: string; columnName: string }>(sql))
    tables.set(row.tableName, [...(tables.get(row.tableName) ?? []), row.columnName]);
  return tables;
};

/**
 * Checks that all texts are UTF-8. SQLite has no checksums and does not look at texts, and libsql ends
 * the process, without an error to catch, when it reads a text that is not UTF-8.
 *
 * @throws StoreError if a text or a page is damaged.
 */
export const checkTexts = (database: Database, path: string): void => {
  const bytes = numberOf(database, "page_count") * numberOf(database, "page_size");
  if (bytes > maxChecked) return;
  for (const [table, columns] of textColumns(database)) {
    // As bytes, which libsql passes on unread. The line feeds keep each text's end from completing another.
    const joined = columns.map(
      (column) => `CAST(group_concat("${column}", char(10)) AS BLOB) AS "${column}"`,
    );
    const sql = `SELECT ${joined.join(", ")} FROM "${table}"`;
    const row = database.first<Record<string, Uint8Array | null>>(sql) ?? {};
    for (const [column, texts] of Object.entries(row))
      if (texts !== null && !isUtf8(texts))
        throw damaged(path, `a text in ${table}.${column} is not UTF-8`);
  }
};
