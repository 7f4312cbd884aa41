import type { RunRecord } from "../sources/run-source.ts";
import type { FieldNames } from "./fields.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A suggestion for the text at the caret. */
export interface Completion {
  readonly text: string;
  /** The kind of field (`param`, `metric`, …) or the number of runs with the value. */
  readonly note: string;
  /** The range of the filter that it replaces. */
  readonly from: number;
  readonly to: number;
}

const maxCompletions = 8;

const quotedIfNeeded = (value: string): string =>
  value === "" || /[\s(),"']/.test(value) ? JSON.stringify(value) : value;

/** Values of a field with their number of runs, most frequent first. */
const valuesOf = (
  name: string,
  { runs, names }: { runs: readonly RunRecord[]; names: FieldNames },
): [value: string, count: number][] => {
  const counts = new Map<string, number>();
  for (const field of names.get(name.toLowerCase()) ?? []) {
    if (field.kind === "metric") continue;
    for (const run of runs) {
      const value = field.of(run);
      if (value !== undefined) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
};

const tokensBefore = (text: string, caret: number): readonly Token[] | undefined => {
  try {
    return tokensOf(text.slice(0, caret));
  } catch {
    return undefined;
  }
};

/**
 * Suggestions at the caret: names of fields, or values after an operator. There are none for a name or
 * value that is complete, so that the list does not cover the table.
 */
export const completionsAt = (
  text: string,
  caret: number,
  study: { readonly runs: readonly RunRecord[]; readonly names: FieldNames },
): Completion[] => {
  const tokens = tokensBefore(text, caret);
  if (tokens === undefined) return [];
  const last = tokens.at(-1);
  const typed = last?.kind === "text" && last.to === caret && !last.isQuoted ? last : undefined;
  const place = { from: typed?.from ?? caret, to: caret };
  const part = typed?.text.toLowerCase() ?? "";
  const operator = typed === undefined ? last : tokens.at(-2);
  if (operator?.kind === "operator" && ["=", "!=", ":"].includes(operator.operator)) {
    const key = tokens.at(typed === undefined ? -2 : -3);
    if (key?.kind !== "text") return [];
    const values = valuesOf(key.text, study);
    if (values.some(([value]) => value.toLowerCase() === part)) return [];
    return values
      .filter(([value]) => value.toLowerCase().includes(part))
      .slice(0, maxCompletions)
      .map(([value, count]) => ({
        text: quotedIfNeeded(value),
        note: count === 1 ? "1 run" : `${count} runs`,
        ...place,
      }));
  }
  if (part === "" || operator?.kind === "operator" || study.names.has(part)) return [];
  const found = [...study.names]
    .filter(([name]) => name.includes(part))
    .sort(
      ([a], [b]) =>
        Number(b.startsWith(part)) - Number(a.startsWith(part)) ||
        a.length - b.length ||
        a.localeCompare(b),
    );
  const seen = new Set<unknown>();
  return found
    .filter(([, [field]]) => {
      if (seen.has(field)) return false;
      seen.add(field);
      return true;
    })
    .slice(0, maxCompletions)
    .map(([name, [field]]) => ({ text: name, note: field?.kind ?? "", ...place }));
};
