import type { Database } from "./database.ts";
import { recent } from "./recent.ts";
import { type RunRow, wireRunTexts } from "./run-rows.ts";

/** Characters of JSON: some five hundred runs of 1,500 metrics. */
const mostKept = 64_000_000;

/**
 * Runs as JSON. A table of runs is asked for again and again while few of them change, and a run
 * may have thousands of metrics: what was made once serves until the run's revision moves, which
 * triggers of the database see to, whichever process writes.
 */
export const runTexts = (database: Database) => {
  const kept = recent<string>(mostKept, (text) => text.length);
  const keyOf = ({ id, revision }: RunRow): string => `${id} ${revision}`;
  return (rows: readonly RunRow[]): string[] => {
    const known = rows.map((row) => kept.get(keyOf(row)));
    const missing = rows.filter((_, at) => known[at] === undefined);
    const made = missing.length > 0 ? wireRunTexts(database, missing) : new Map<number, string>();
    for (const row of missing) kept.set(keyOf(row), made.get(row.id) ?? "");
    return rows.map((row, at) => known[at] ?? made.get(row.id) ?? "");
  };
};
