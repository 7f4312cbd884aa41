import type { Database } from "../store/database.ts";
import { textOf } from "./literals.ts";
import type { Comparison } from "./parse.ts";
import { runField } from "./run-search.ts";
import { type Sql, sql } from "./sql.ts";

/** Up to this many runs are found by their ids; more are read faster in the requested order. */
const maxIds = 100;

/**
 * The condition `tags.key = 'value'` over `runs r` as the ids of the runs that have the tag, if they are
 * few. A client looks up its own run by such a tag whenever it creates one, which must not take longer
 * with more runs.
 */
export const rareTag = (database: Database, comparison: Comparison): Sql | undefined => {
  if (comparison.comparator !== "=") return undefined;
  const { entity, key } = runField(comparison.identifier);
  if (entity !== "tag") return undefined;
  const ids = database.all<{ run: number }>(
    "SELECT run FROM tags WHERE key = ? AND value = ? LIMIT ?",
    key,
    textOf(comparison, entity),
    maxIds + 1,
  );
  if (ids.length > maxIds) return undefined;
  return sql("r.id IN (SELECT value FROM json_each(?))", JSON.stringify(ids.map(({ run }) => run)));
};
