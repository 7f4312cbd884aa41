import type { Database } from "./database.ts";
import { recent } from "./recent.ts";
import { type RunRow, wireRunTexts } from "./run-rows.ts";

/** Characters of JSON: about 500 runs of 1,500 metrics. */
const maxCharacters = 64_000_000;

/**
 * Runs as cached JSON. A table of runs is requested repeatedly while few of them change, and a run
 * may have thousands of metrics. A cached text is valid until the run's revision changes, which
 * triggers of the database increment for every writing process.
 */
export const runTexts = (database: Database) => {
  const cache = recent<string>(maxCharacters, (text) => text.length);
  const keyOf = ({ id, revision }: RunRow): string => `${id} ${revision}`;
  return (rows: readonly RunRow[]): string[] => {
    const known = rows.map((row) => cache.get(keyOf(row)));
    const missing = rows.filter((_, at) => known[at] === undefined);
    const made = missing.length > 0 ? wireRunTexts(database, missing) : new Map<number, string>();
    for (const row of missing) cache.set(keyOf(row), made.get(row.id) ?? "");
    return rows.map((row, at) => known[at] ?? made.get(row.id) ?? "");
  };
};
