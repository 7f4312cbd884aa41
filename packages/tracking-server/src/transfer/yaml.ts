/** Characters that YAML 1.1 reads as line breaks or does not allow, even in quotes. */
const unprintable = /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text in double quotes, where YAML has JSON's escapes. */
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

/** A flat mapping as YAML, in the order of its keys. */
export const yaml = (
  fields: Readonly<Record<string, string | number | null | readonly []>>,
): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${scalar(value)}\n`)
    .join("");
