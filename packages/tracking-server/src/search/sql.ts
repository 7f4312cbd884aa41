import type { SqlValue } from "../store/database.ts";
import type { Comparison, Condition } from "./parse.ts";

/** A part of an SQL statement and the values of its question marks, in order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export const sql = (text: string, ...values: SqlValue[]): Sql => ({ text, values });

export const conditionSql = (
  condition: Condition,
  comparisonSql: (comparison: Comparison) => Sql,
): Sql => {
  if (condition.kind === "comparison") return comparisonSql(condition);
  const parts = condition.conditions.map((part) => conditionSql(part, comparisonSql));
  const joint = condition.kind === "all" ? " AND " : " OR ";
  return {
    text: `(${parts.map((part) => part.text).join(joint)})`,
    values: parts.flatMap((part) => part.values),
  };
};

/** Compares a column with a string or a list of strings. LIKE is case-sensitive, ILIKE is not (ASCII). */
export const compareText = (column: string, comparator: string, value: TextValue): Sql => {
  if (comparator === "IN" || comparator === "NOT IN") {
    const values = typeof value === "string" ? [value] : value;
    return sql(`${column} ${comparator} (SELECT value FROM json_each(?))`, JSON.stringify(values));
  }
  const text = typeof value === "string" ? value : (value[0] ?? "");
  if (comparator === "ILIKE") return sql(`lower(${column}) LIKE lower(?)`, text);
  return sql(`${column} ${comparator} ?`, text);
};

export type TextValue = string | readonly string[];
