import type { Database } from "./database.ts";
import type { WirePair } from "./entities.ts";

/** MLflow's limit of a batch. */
const maxRows = 100;

/**
 * Writes params or tags of a run, many per statement, because a call costs more than a row. Returns
 * how many were inserted or changed.
 */
export const insertPairs = (
  database: Database,
  table: "params" | "tags",
  { run, pairs, onConflict }: { run: number; pairs: readonly WirePair[]; onConflict: string },
): number => {
  let changed = 0;
  for (let from = 0; from < pairs.length; from += maxRows) {
    const some = pairs.slice(from, from + maxRows);
    changed += database.run(
      `INSERT INTO ${table} VALUES ${some.map(() => "(?, ?, ?)").join(", ")}
       ON CONFLICT (run, key) ${onConflict}`,
      ...some.flatMap(({ key, value }) => [run, key, value]),
    ).changes;
  }
  return changed;
};
