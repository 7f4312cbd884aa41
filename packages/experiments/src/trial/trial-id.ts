import { createHash } from "node:crypto";

/** JSON with sorted keys and without undefined values: equal values give equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(",")}}`;
};

const shortHash = (value: object): string =>
  createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 16);

/** Hash of a config, 16 hexadecimal digits. Versions before data were hashed used it as trial id. */
export const configId = (config: object): string => shortHash(config);

/** Hash of a config and of the data it is trained and tested on, 16 hexadecimal digits. */
export const trialId = (config: object, dataHash: string): string =>
  shortHash({ config, "data.hash": dataHash });

/** Hash of a set of trials, 16 hexadecimal digits; their order does not count. */
export const hashOfIds = (ids: readonly string[]): string => shortHash(ids.toSorted());
