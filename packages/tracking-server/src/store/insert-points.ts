import type { Database } from "./database.ts";

/** A point as the table has it. */
export interface StoredPoint {
  readonly timestamp: number;
  readonly step: number;
  readonly value: number;
  readonly isNan: 0 | 1;
}

/** Rows per statement. A call of SQLite costs more than a row, and each size is a statement of its own. */
const sizes = [128, 16, 4, 1] as const;

const statements = new Map(
  sizes.map((size) => [
    size,
    // A point that exists has been sent twice.
    `INSERT OR IGNORE INTO points VALUES ${Array.from({ length: size }, () => "(?, ?, ?, ?, ?)").join(", ")}`,
  ]),
);

/** Adds points to a series, many per statement. */
export const insertPoints = (
  database: Database,
  series: number,
  points: readonly StoredPoint[],
): void => {
  let from = 0;
  for (const [size, statement] of statements)
    for (; from + size <= points.length; from += size)
      database.run(
        statement,
        ...points
          .slice(from, from + size)
          .flatMap(({ timestamp, step, value, isNan }) => [series, timestamp, step, value, isNan]),
      );
};
