import { isOwn } from "../config/dataset.ts";

/** Keys as JSON: a plan of 100,000 trials repeats a few. */
const quotedKeys = new Map<string, string>();
const quoted = (key: string): string => {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key);
  if (quotedKeys.size < 1_000) quotedKeys.set(key, text);
  return text;
};

/** JSON with sorted keys and without undefined values: equal values give equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  // A loop, because plans of 100,000 trials are hashed.
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const part = (value as Readonly<Record<string, unknown>>)[key];
    if (part !== undefined)
      text += `${text === "" ? "" : ","}${quoted(key)}:${canonicalJson(part)}`;
  }
  return `{${text}}`;
};

/** A config with another data set in the place of one's own; unchanged if its data set is built in. */
const withOwn = (config: object, replace: (dataset: { name: string }) => object): object => {
  const { dataset } = config as { dataset?: unknown };
  return typeof dataset === "object" && dataset !== null && isOwn(dataset)
    ? { ...config, dataset: replace(dataset) }
    : config;
};

/** The text whose hash is a config's id: of one's own data only the name counts. */
export const configIdentity = (config: object): string =>
  canonicalJson(withOwn(config, ({ name }) => ({ name })));

/**
 * The text whose hash is a trial's id. Where one's own data lie, what they are called and how they are read
 * does not count: the hash of the data covers all that a training sees of them, so equal data in another
 * file are the same trial.
 */
export const trialIdentity = (config: object, dataHash: string): string =>
  canonicalJson({ config: withOwn(config, () => ({})), "data.hash": dataHash });

/** The number of hexadecimal digits of a hash that are an id. */
export const idLength = 16;
