/** What YAML 1.1 takes for an end of line or does not print, also between quotes. */
const unprintable = /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Between double quotes, JSON's escapes are YAML's. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(unprintable, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });

const scalar = (value: string | number | null | readonly []): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "[]";
  return typeof value === "string" ? quoted(value) : String(value);
};

/** A flat mapping as YAML, keys in the order given. */
export const yaml = (
  fields: Readonly<Record<string, string | number | null | readonly []>>,
): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${scalar(value)}\n`)
    .join("");
