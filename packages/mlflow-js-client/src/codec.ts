/**
 * MLflow's JSON is protobuf's: snake_case names, and doubles that JSON lacks as strings. Its
 * tracking messages hold no maps (tags are `[{ key, value }]`), so every object key is a field name
 * and none is a user's.
 */
export const toWire = (value: unknown): unknown => {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [snake(name), toWire(field)]),
  );
};

export const fromWire = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== "object" || value === null) return value;
  const object: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) object[camel(name)] = fromWire(field);
  return object;
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Names recur once per metric of a history: convert each once. */
const camelNames = new Map<string, string>();
const camel = (name: string): string => {
  const known = camelNames.get(name);
  if (known !== undefined) return known;
  const converted = name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
  if (camelNames.size < 1_000) camelNames.set(name, converted);
  return converted;
};
