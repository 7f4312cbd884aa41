import { type ApiError, invalid } from "../api-error.ts";
import { shown } from "./shown.ts";

const seeDocs = "See the API docs for more information about request parameters.";

/** Reads one value of a request, as protobuf's JSON has it, or throws why it cannot. */
export type Field<T> = (value: unknown, name: string) => T;

/** The type as Python names it. */
const pythonType = (value: unknown): string => {
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return Array.isArray(value) ? "list" : "dict";
};

const wrongType = (value: unknown, name: string): ApiError =>
  invalid(
    `Invalid value ${shown(value)} for parameter '${name}' supplied:  Hint: Value was of type '${pythonType(value)}'. ${seeDocs}`,
  );

const missing = (name: string): ApiError =>
  invalid(`Missing value for required parameter '${name}'. ${seeDocs}`);

/**
 * A text. A number is taken as its decimal text, because hand-written requests have ids and params
 * without quotes. SQLite would cut a text at NUL, and cannot store half a surrogate pair.
 */
export const text: Field<string> = (value, name) => {
  if (typeof value === "number" && isExact(value)) return String(value);
  if (typeof value !== "string") throw wrongType(value, name);
  if (value.includes("\0"))
    throw invalid(`Invalid value ${shown(value)} for parameter '${name}': it contains NUL.`);
  if (/\p{Surrogate}/u.test(value))
    throw invalid(
      `Invalid value ${shown(value)} for parameter '${name}': it contains half a surrogate pair.`,
    );
  return value;
};

/** Whether JSON.parse has kept all digits of a number. */
const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

/** Digits, or the "1e+05" that R writes for 100000. */
const wholeText = /^[+-]?\d+(\.\d+)?([eE]\+?\d+)?$/;

/** An int64: a number, or a string from a query, protobuf's own JSON or R. */
export const whole: Field<number> = (value, name) => {
  const number = typeof value === "string" && wholeText.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || Math.abs(number) >= 2 ** 63)
    throw wrongType(value, name);
  return number;
};

/** A time in ms, whose fraction is dropped. */
export const milliseconds: Field<number> = (value, name) =>
  whole(typeof value === "number" ? Math.trunc(value) : value, name);

/** A double: a number, or a string that Python's float() reads. */
export const double: Field<number> = (value, name) => {
  if (typeof value === "number") return value;
  if (typeof value !== "string") throw wrongType(value, name);
  const trimmed = value.trim();
  const special = /^([+-]?)(nan|inf|infinity)$/i.exec(trimmed);
  if (special?.[2]) {
    if (special[2].toLowerCase() === "nan") return Number.NaN;
    return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const number = /^[+-]?[\d.]/.test(trimmed) && !/^[+-]?0[xob]/i.test(trimmed) ? trimmed : "NaN";
  if (Number.isNaN(Number(number))) throw wrongType(value, name);
  return Number(number);
};

/** A protobuf enum: its name or its number. */
export const enumOf =
  <const T extends string>(numbers: Readonly<Record<T, number>>): Field<T> =>
  (value, name) => {
    const names = Object.keys(numbers) as T[];
    const isScalar = typeof value === "string" || typeof value === "number";
    const found = names.find(
      (known) => known === value || String(numbers[known]) === String(value),
    );
    if (!isScalar || found === undefined) throw wrongType(value, name);
    return found;
  };

const isEmptyObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** A list, or a single value from a query. R writes {} for an absent list. */
export const list =
  <T>(item: Field<T>, maxItems = Number.POSITIVE_INFINITY): Field<T[]> =>
  (value, name) => {
    const single = typeof value === "string" ? [value] : value;
    const items: unknown = isEmptyObject(value) ? [] : single;
    if (!Array.isArray(items)) throw wrongType(value, name);
    if (items.length > maxItems)
      throw invalid(
        `Invalid value for parameter '${name}' supplied: it must have at most ${maxItems} items, got ${items.length}.`,
      );
    return items.map((one, index) => item(one, `${name}[${index}]`));
  };

type Values<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends Required<infer T>
    ? T
    : Fields[Name] extends Field<infer T>
      ? T | undefined
      : never;
};
interface Required<T> {
  readonly required: Field<T>;
}

export const required = <T>(field: Field<T>): Required<T> => ({ required: field });

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());

/**
 * An object of the request. Unknown fields are ignored. Null counts as absent, and for a required
 * field also the empty string.
 */
export const object = <const Fields extends Record<string, Field<unknown> | Required<unknown>>>(
  fields: Fields,
): Field<Values<Fields>> => {
  const entries = Object.entries(fields).map(([name, field]) => ({
    ...{ name, camelName: camel(name) },
    ...(typeof field === "function"
      ? { read: field, isRequired: false }
      : { read: field.required, isRequired: true }),
  }));
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw wrongType(value, path || "request");
    const given = value as Record<string, unknown>;
    const read: Record<string, unknown> = {};
    for (const { name, camelName, read: field, isRequired } of entries) {
      const found = given[name] ?? given[camelName] ?? (name === "run_id" ? given.run_uuid : null);
      const isAbsent = found === undefined || found === null;
      if (isAbsent && !isRequired) continue;
      const at = path === "" ? name : `${path}.${name}`;
      if (isAbsent || (isRequired && found === "")) throw missing(at);
      read[name] = field(found, at);
    }
    return read as Values<Fields>;
  };
};

/** A param or tag; protobuf omits an empty value. */
export const pair: Field<{ key: string; value: string }> = (value, path) => {
  const { key, value: given } = keyAndValue(value, path);
  return { key, value: given ?? "" };
};
const keyAndValue = object({ key: required(text), value: text });
