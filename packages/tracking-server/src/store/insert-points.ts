import { group } from "d3-array";
import type { Database, SqlValue } from "./database.ts";

/** A point as the tables have it. */
export interface StoredPoint {
  readonly key: string;
  readonly timestamp: number;
  readonly step: number;
  readonly value: number;
  readonly isNan: 0 | 1;
}

/** SQLite stores NaN as NULL, so NaN is stored as 0 with a flag. */
export const stored = ({
  key,
  value,
  timestamp,
  step,
}: Pick<StoredPoint, "key" | "value" | "timestamp" | "step">): StoredPoint => ({
  ...{ key, timestamp, step },
  value: Number.isNaN(value) ? 0 : value,
  isNan: Number.isNaN(value) ? 1 : 0,
});

const isLater = (a: StoredPoint, b: StoredPoint): boolean =>
  a.step !== b.step
    ? a.step > b.step
    : a.timestamp !== b.timestamp
      ? a.timestamp > b.timestamp
      : a.value > b.value;

/** Rows per statement: a call of SQLite costs more than a row, and each size is a statement of its own. */
const sizes = [128, 16, 4, 1] as const;

/** Inserts rows of `width` values by the SQL of one to many rows, as many per statement as there can be. */
const insertRows = (
  database: Database,
  values: SqlValue[],
  width: number,
  sqlOf: (rows: string) => string,
): void => {
  const row = `(${Array(width).fill("?").join(", ")})`;
  const count = values.length / width;
  let from = 0;
  for (const size of sizes) {
    if (from + size > count) continue;
    const sql = sqlOf(Array(size).fill(row).join(", "));
    for (; from + size <= count; from += size)
      database.run(sql, ...values.slice(from * width, (from + size) * width));
  }
};

/** Adds points to the histories of a run, and makes the latest of each metric its latest point. */
export const insertPoints = (
  database: Database,
  run: number,
  points: readonly StoredPoint[],
): void => {
  if (points.length === 0) return;
  const latest = [...group(points, ({ key }) => key).values()].map((some) =>
    some.reduce((best, point) => (isLater(point, best) ? point : best)),
  );
  insertRows(
    database,
    latest.flatMap(({ key, step, timestamp, value, isNan }) => [
      ...[run, key, step, timestamp, value, isNan],
    ]),
    6,
    (rows) =>
      `INSERT INTO series (run, key, step, timestamp, value, is_nan) VALUES ${rows}
       ON CONFLICT (run, key) DO UPDATE SET step = excluded.step, timestamp = excluded.timestamp,
         value = excluded.value, is_nan = excluded.is_nan
       WHERE (excluded.step, excluded.timestamp, excluded.value) > (step, timestamp, value)`,
  );
  const series = new Map(
    database
      .all<{ id: number; key: string }>(
        "SELECT id, key FROM series WHERE run = ? AND key IN (SELECT value FROM json_each(?))",
        ...[run, JSON.stringify(latest.map(({ key }) => key))],
      )
      .map(({ id, key }) => [key, id]),
  );
  // One list for all points: a list for each takes as long as SQLite's work.
  const values: SqlValue[] = [];
  for (const { key, timestamp, step, value, isNan } of points)
    values.push(series.get(key) ?? null, timestamp, step, value, isNan);
  insertRows(
    database,
    values,
    5,
    // A point that exists has been sent twice.
    (rows) => `INSERT OR IGNORE INTO points VALUES ${rows}`,
  );
};
