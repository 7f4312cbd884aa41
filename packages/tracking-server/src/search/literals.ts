import { type ApiError, invalid } from "../api-error.ts";
import { shortened } from "../wire/shown.ts";
import type { Comparison } from "./parse.ts";
import type { TextValue } from "./sql.ts";

export const numberComparators = [">", ">=", "!=", "=", "<", "<="];
export const textComparators = ["!=", "=", "LIKE", "ILIKE"];
export const nullComparators = ["IS NULL", "IS NOT NULL"];
export const listComparators = ["IN", "NOT IN"];

const shown = ({ literal }: Comparison): string => {
  if (literal.kind === "number") return shortened(literal.text);
  if (literal.kind === "string") return shortened(`'${literal.value}'`);
  if (literal.kind === "none") return "NULL";
  return shortened(`(${literal.values.map((value) => `'${value}'`).join(", ")})`);
};

export const checkComparator = (comparison: Comparison, known: readonly string[]): void => {
  if (!known.includes(comparison.comparator))
    throw invalid(
      `Invalid comparator '${comparison.comparator}' not one of '${known.join("', '")}'`,
    );
};

export const numberOf = (comparison: Comparison, what: string): number => {
  if (comparison.literal.kind === "number") return comparison.literal.value;
  throw invalid(`Expected numeric value type for ${what}. Found ${shown(comparison)}`);
};

export const textOf = (comparison: Comparison, what: string): string => {
  if (comparison.literal.kind === "string") return comparison.literal.value;
  throw invalid(
    `Expected a quoted string value for ${what} (e.g. 'my-value'). Got value ${shown(comparison)}`,
  );
};

/** A string, or for IN and NOT IN a list of strings if the key allows lists. */
export const textOrList = (
  comparison: Comparison,
  what: string,
  withLists: readonly string[],
): TextValue => {
  const wantsList = listComparators.includes(comparison.comparator);
  if (comparison.literal.kind !== "list") {
    if (wantsList)
      throw invalid(
        `Expected a list of quoted string values after ${comparison.comparator}. Got value ${shown(comparison)}`,
      );
    return textOf(comparison, what);
  }
  if (!withLists.includes(comparison.identifier.key))
    throw invalid(
      `Only ['${withLists.join("', '")}'] attributes support comparison with a list of quoted string values.`,
    );
  if (!wantsList)
    throw invalid(`Expected IN or NOT IN before a list. Got '${comparison.comparator}'`);
  return comparison.literal.values;
};

export const unknownKey = (key: string, known: readonly string[]): ApiError =>
  invalid(`Invalid attribute key '${key}' specified. Valid keys are '${known.join("', '")}'`);
