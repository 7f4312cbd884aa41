import { createHash } from "node:crypto";

/** JSON with sorted keys and without absent values: equal configs give equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(",")}}`;
};

/** Content hash of a config, 16 hexadecimal digits: the same question has the same id. */
export const trialId = (config: object): string =>
  createHash("sha256").update(canonicalJson(config)).digest("hex").slice(0, 16);
