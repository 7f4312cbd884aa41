import { type ApiError, invalid } from "../api-error.ts";

const seeDocs = "See the API docs for more information about request parameters.";

/** Reads one value of a request or says what is wrong with it, as protobuf's JSON would. */
export type Field<T> = (value: unknown, name: string) => T;

/** Names as a Python server would. */
const pythonType = (value: unknown): string => {
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return Array.isArray(value) ? "list" : "dict";
};

const wrongType = (value: unknown, name: string): ApiError =>
  invalid(
    `Invalid value ${JSON.stringify(value)} for parameter '${name}' supplied:  Hint: Value was of type '${pythonType(value)}'. ${seeDocs}`,
  );

const missing = (name: string): ApiError =>
  invalid(`Missing value for required parameter '${name}'. ${seeDocs}`);

export const text: Field<string> = (value, name) => {
  if (typeof value !== "string") throw wrongType(value, name);
  return value;
};

/** Whole numbers come as such, or as strings of digits from a query or protobuf's own JSON. */
export const whole: Field<number> = (value, name) => {
  const number = typeof value === "string" && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) throw wrongType(value, name);
  return number;
};

/** Doubles that JSON lacks come as strings. */
export const double: Field<number> = (value, name) => {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    if (value === "NaN") return Number.NaN;
    if (/^[+-]?(\d|\.\d|Infinity$)/.test(value) && !Number.isNaN(Number(value)))
      return Number(value);
  }
  throw wrongType(value, name);
};

export const oneOf =
  <const T extends string>(...names: readonly T[]): Field<T> =>
  (value, name) => {
    const found = names.find((known) => known === value);
    if (found === undefined) throw wrongType(value, name);
    return found;
  };

export const list =
  <T>(item: Field<T>): Field<T[]> =>
  (value, name) => {
    const items: unknown = typeof value === "string" ? [value] : value;
    if (!Array.isArray(items)) throw wrongType(value, name);
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

/** An object of the request. Unknown fields are ignored; absent, null and (if required) "" are one. */
export const object =
  <const Fields extends Record<string, Field<unknown> | Required<unknown>>>(
    fields: Fields,
  ): Field<Values<Fields>> =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw wrongType(value, path || "request");
    const given = value as Record<string, unknown>;
    const read: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(fields)) {
      const found =
        given[name] ?? given[camel(name)] ?? (name === "run_id" ? given.run_uuid : null);
      const at = path === "" ? name : `${path}.${name}`;
      if (typeof field === "function") {
        if (found !== undefined && found !== null) read[name] = field(found, at);
      } else if (found === undefined || found === null || found === "") {
        throw missing(at);
      } else {
        read[name] = field.required(found, at);
      }
    }
    return read as Values<Fields>;
  };

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());

/** A param or tag; protobuf leaves out a value that is empty. */
export const pair: Field<{ key: string; value: string }> = (value, path) => {
  const { key, value: given } = object({ key: required(text), value: text })(value, path);
  return { key, value: given ?? "" };
};
