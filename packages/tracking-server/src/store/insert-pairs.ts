import type { Database } from "./database.ts";
import type { WirePair } from "./entities.ts";

/** As many as MLflow lets a batch have. */
const mostRows = 100;

/**
 * Writes params or tags of a run, many in one statement: the call costs more than a row. Returns
 * how many were not there already, or were changed.
 */
export const insertPairs = (
  database: Database,
  table: "params" | "tags",
  { run, pairs, onConflict }: { run: number; pairs: readonly WirePair[]; onConflict: string },
): number => {
  let changed = 0;
  for (let from = 0; from < pairs.length; from += mostRows) {
    const some = pairs.slice(from, from + mostRows);
    changed += database.run(
      `INSERT INTO ${table} VALUES ${some.map(() => "(?, ?, ?)").join(", ")}
       ON CONFLICT (run, key) ${onConflict}`,
      ...some.flatMap(({ key, value }) => [run, key, value]),
    ).changes;
  }
  return changed;
};
