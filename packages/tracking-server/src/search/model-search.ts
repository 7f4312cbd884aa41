import { invalid } from "../api-error.ts";
import {
  checkComparator,
  numberComparators,
  numberOf,
  textComparators,
  textOf,
} from "./literals.ts";
import type { Comparison } from "./parse.ts";
import { compareText, type Sql, sql } from "./sql.ts";

/** What a search may name of a logged model, by the names of MLflow and of its older versions. */
const columns: Readonly<Record<string, { readonly column: string; readonly isNumber?: true }>> = {
  name: { column: "name" },
  model_id: { column: "model_id" },
  model_type: { column: "model_type" },
  status: { column: "status" },
  source_run_id: { column: "source_run_id" },
  creation_timestamp: { column: "creation_time", isNumber: true },
  creation_time: { column: "creation_time", isNumber: true },
  last_updated_timestamp: { column: "last_update_time", isNumber: true },
};

const columnOf = (key: string) => {
  const found = Object.hasOwn(columns, key) ? columns[key] : undefined;
  if (found) return found;
  const known = Object.keys(columns).join("', '");
  throw invalid(`Invalid attribute key '${key}' specified. Valid keys are '${known}'`);
};

const exists = (table: string, condition: Sql): Sql =>
  sql(
    `EXISTS (SELECT 1 FROM ${table} x WHERE x.model = r.id AND ${condition.text})`,
    ...condition.values,
  );

/** A comparison as SQL over `logged_models r`. */
export const modelComparison = (comparison: Comparison): Sql => {
  const { entity = "attributes", key } = comparison.identifier;
  const { comparator } = comparison;
  if (/^attr(ibutes?)?$/.test(entity)) {
    const { column, isNumber } = columnOf(key);
    checkComparator(comparison, isNumber ? numberComparators : textComparators);
    if (isNumber) return sql(`r.${column} ${comparator} ?`, numberOf(comparison, key));
    return compareText(`r.${column}`, comparator, textOf(comparison, key));
  }
  if (/^metrics?$/.test(entity)) {
    const value = numberOf(comparison, "metric");
    checkComparator(comparison, numberComparators);
    const matches = `x.key = ? AND x.is_nan = 0 AND x.value ${comparator} ?`;
    return exists("model_metrics", sql(matches, key, value));
  }
  const table = /^param(eter)?s?$/.test(entity)
    ? "model_params"
    : /^tags?$/.test(entity)
      ? "model_tags"
      : undefined;
  if (!table) throw invalid(`Invalid entity type '${entity}' in a search of logged models`);
  checkComparator(comparison, textComparators);
  const matches = compareText("x.value", comparator, textOf(comparison, entity));
  return exists(table, sql(`x.key = ? AND ${matches.text}`, key, ...matches.values));
};

/** By attributes; the newest first where nothing else is said. */
export const modelOrder = (
  orders: readonly { readonly field: string; readonly ascending: boolean }[],
): string =>
  [
    ...orders.map(({ field, ascending }) => {
      const { column } = columnOf(field.replace(/^attributes\./, ""));
      return `r.${column} ${ascending ? "ASC" : "DESC"}`;
    }),
    "r.creation_time DESC",
    "r.model_id",
  ].join(", ");
