/** Texts are exact: a number of this size may stand for infinity, see `Double`. */
const isNumberOnWire = (value: number): boolean => Math.abs(value) < Number.MAX_VALUE;

/**
 * Fields as MLflow's JSON, which is protobuf's: snake_case names, and NaN, infinities and ±MAX_VALUE as
 * strings.
 * Its tracking messages have no maps (tags are `[{ key, value }]`), so every object key is a field
 * name and none comes from a user.
 */
export const toWire = (value: unknown): unknown => {
  if (typeof value === "number") return isNumberOnWire(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  const object: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value))
    if (field !== undefined) object[snake(name)] = toWire(field);
  return object;
};

/** The fields of an answer in camelCase. */
export const fromWire = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== "object" || value === null) return value;
  const object: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) object[camel(name)] = fromWire(field);
  return object;
};

/** The names of a history repeat for each point, so each is converted once. */
const convertedOnce = (convert: (name: string) => string): ((name: string) => string) => {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const converted = convert(name);
    if (known.size < 1_000) known.set(name, converted);
    return converted;
  };
};

const snake = convertedOnce((name) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`));

const camel = convertedOnce((name) =>
  name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase()),
);
