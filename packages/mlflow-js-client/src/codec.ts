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
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [snake(name), toWire(field)]),
  );
};

/** The fields of an answer in camelCase. */
export const fromWire = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== "object" || value === null) return value;
  const object: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) object[camel(name)] = fromWire(field);
  return object;
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** The names of a history repeat for each point, so each is converted once. */
const camelNames = new Map<string, string>();
const camel = (name: string): string => {
  const known = camelNames.get(name);
  if (known !== undefined) return known;
  const converted = name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
  if (camelNames.size < 1_000) camelNames.set(name, converted);
  return converted;
};
