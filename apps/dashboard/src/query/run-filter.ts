import type { RunRecord } from "../sources/run-source.ts";
import { type Field, type FieldNames, textOf } from "./fields.ts";
import { nearest } from "./nearest.ts";
import { parseQuery, type Query, rangeOf } from "./parse.ts";
import { type Operator, QueryError } from "./tokens.ts";

type Test = (run: RunRecord) => boolean;

/** A parsed filter. */
export interface RunFilter {
  readonly test: Test;
  /** Keys of the metrics that it compares and that must be loaded. */
  readonly metrics: readonly string[];
}

const compares: Readonly<Partial<Record<Operator, (a: number, b: number) => boolean>>> = {
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
};

const numberOf = (value: string | number): number =>
  typeof value === "number" ? value : value.trim() === "" ? Number.NaN : Number(value);

const equals = (value: string | number, wanted: string): boolean => {
  const range = rangeOf(wanted);
  if (range !== undefined) {
    const number = numberOf(value);
    return number >= range[0] && number <= range[1];
  }
  return String(value).toLowerCase() === wanted || numberOf(value) === numberOf(wanted);
};

const patternOf = (text: string, at: number): RegExp => {
  try {
    return new RegExp(text, "i");
  } catch {
    throw new QueryError(`${text} is not a regular expression`, at);
  }
};

const fieldsNamed = (names: FieldNames, key: string, at: number): readonly Field[] => {
  const found = names.get(key.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(key.toLowerCase(), [...names.keys()]);
  throw new QueryError(
    `no run has a field called ${key}${near === undefined ? "" : `; did you mean ${near}?`}`,
    at,
  );
};

type Comparison = Extract<Query, { kind: "field" }>;

const comparisonTest = ({ key, operator, value, at }: Comparison, names: FieldNames): Test => {
  if (operator === ":" && key.toLowerCase() === "has") {
    const wanted = fieldsNamed(names, value, at);
    return (run) => wanted.some((field) => field.of(run) !== undefined);
  }
  const fields = fieldsNamed(names, key, at);
  const wanted = value.toLowerCase();
  const some = (test: (value: string | number) => boolean): Test => {
    return (run) =>
      fields.some((field) => {
        const own = field.of(run);
        return own !== undefined && test(own);
      });
  };
  const compare = compares[operator];
  if (compare !== undefined) {
    const isDate = /^\d{4}-\d\d/.test(wanted);
    const limit = isDate ? Date.parse(wanted) : numberOf(wanted);
    if (Number.isNaN(limit) && wanted !== "nan")
      throw new QueryError(`${operator} compares numbers, got ${value}`, at);
    return some((own) => compare(isDate ? Date.parse(String(own)) : numberOf(own), limit));
  }
  if (operator === "=") return some((own) => equals(own, wanted));
  if (operator === "!=") {
    const same = some((own) => equals(own, wanted));
    return (run) => !same(run);
  }
  if (operator === "~") {
    const pattern = patternOf(value, at);
    return some((own) => pattern.test(String(own)));
  }
  return some((own) => String(own).toLowerCase().includes(wanted));
};

const testOf = (query: Query, names: FieldNames): Test => {
  switch (query.kind) {
    case "all": {
      const tests = query.of.map((part) => testOf(part, names));
      return (run) => tests.every((test) => test(run));
    }
    case "any": {
      const tests = query.of.map((part) => testOf(part, names));
      return (run) => tests.some((test) => test(run));
    }
    case "not": {
      const test = testOf(query.of, names);
      return (run) => !test(run);
    }
    case "word": {
      const word = query.text.toLowerCase();
      return (run) => textOf(run).includes(word);
    }
    case "field":
      return comparisonTest(query, names);
    case "list": {
      const tests = query.values.map((value) =>
        comparisonTest({ ...query, kind: "field", operator: "=", value }, names),
      );
      return (run) => tests.some((test) => test(run));
    }
  }
};

const keysIn = (query: Query): string[] => {
  if (query.kind === "all" || query.kind === "any") return query.of.flatMap(keysIn);
  if (query.kind === "not") return keysIn(query.of);
  if (query.kind === "word") return [];
  return query.kind === "field" && query.key.toLowerCase() === "has" ? [query.value] : [query.key];
};

/**
 * Parses a filter for runs with these fields.
 *
 * @throws QueryError if the syntax is wrong or a name is unknown
 */
export const runFilter = (text: string, names: FieldNames): RunFilter => {
  const query = parseQuery(text);
  const test = testOf(query, names);
  const metrics = keysIn(query).flatMap((key) =>
    (names.get(key.toLowerCase()) ?? []).flatMap((field) =>
      field.kind === "metric" ? [field.key] : [],
    ),
  );
  return { test, metrics: [...new Set(metrics)] };
};
