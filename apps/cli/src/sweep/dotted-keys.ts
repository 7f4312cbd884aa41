export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy of a config with the value at a dotted key. */
export const withValue = (config: Json, key: string, value: unknown): Json => {
  const [first = "", ...rest] = key.split(".");
  if (rest.length === 0) return { ...config, [first]: value };
  const inner = config[first];
  return { ...config, [first]: withValue(isObject(inner) ? inner : {}, rest.join("."), value) };
};
