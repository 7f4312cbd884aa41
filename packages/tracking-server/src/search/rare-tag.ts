import type { Database } from "../store/database.ts";
import { textOf } from "./literals.ts";
import type { Comparison } from "./parse.ts";
import { runField } from "./run-search.ts";
import { type Sql, sql } from "./sql.ts";

/** So many runs are found by their ids; more are better gone through in the order asked for. */
const few = 100;

/**
 * `tags.key = 'value'` over `runs r` where few runs have it: as their ids. A client looks for its
 * own run by such a tag each time it makes one, and going through all runs of the experiment would
 * take the longer the more there are.
 */
export const rareTag = (database: Database, comparison: Comparison): Sql | undefined => {
  if (comparison.comparator !== "=") return undefined;
  const { entity, key } = runField(comparison.identifier);
  if (entity !== "tag") return undefined;
  const ids = database.all<{ run: number }>(
    "SELECT run FROM tags WHERE key = ? AND value = ? LIMIT ?",
    key,
    textOf(comparison, entity),
    few + 1,
  );
  if (ids.length > few) return undefined;
  return sql("r.id IN (SELECT value FROM json_each(?))", JSON.stringify(ids.map(({ run }) => run)));
};
