import { createHash } from "node:crypto";
import { isOwn } from "../config/dataset.ts";

/** JSON with sorted keys and without undefined values: equal values give equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  // A loop, because plans of 100,000 trials are hashed.
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const part = (value as Readonly<Record<string, unknown>>)[key];
    if (part !== undefined)
      text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(part)}`;
  }
  return `{${text}}`;
};

const shortHash = (value: object): string =>
  createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 16);

/** A config with another data set in the place of one's own; unchanged if its data set is built in. */
const withOwn = (config: object, replace: (dataset: { name: string }) => object): object => {
  const { dataset } = config as { dataset?: unknown };
  return typeof dataset === "object" && dataset !== null && isOwn(dataset)
    ? { ...config, dataset: replace(dataset) }
    : config;
};

/**
 * Hash of a config, 16 hexadecimal digits. Versions before data were hashed used it as trial id. Of
 * one's own data only the name counts.
 */
export const configId = (config: object): string =>
  shortHash(withOwn(config, ({ name }) => ({ name })));

/**
 * Hash of a config and of the data it is trained and tested on, 16 hexadecimal digits. Where one's own
 * data lie, what they are called and how they are read does not count: the hash of the data covers
 * all that a training sees of them, so equal data in another file are the same trial.
 */
export const trialId = (config: object, dataHash: string): string =>
  shortHash({ config: withOwn(config, () => ({})), "data.hash": dataHash });

/** Hash of a set of trials, 16 hexadecimal digits; their order does not count. */
export const hashOfIds = (ids: readonly string[]): string => shortHash(ids.toSorted());
