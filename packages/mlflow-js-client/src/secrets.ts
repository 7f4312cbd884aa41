import { invalid } from "./errors.ts";

/** Replacing shorter secrets would make texts unreadable and hide nothing. */
const minLength = 3;

/** Replaces secrets in a text, or in an error and all its causes; other values are returned. */
export const redactor = (secrets: readonly string[]): ((value: unknown) => unknown) => {
  const forms = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .filter((form) => form.length >= minLength)
    .sort((a, b) => b.length - a.length);
  const clean = (text: string): string =>
    forms.reduce((cleaned, form) => cleaned.replaceAll(form, "***"), text);
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (!(value instanceof Error)) return value;
    const cause = redact(value.cause);
    const isClean =
      cause === value.cause && [value.message, value.stack ?? ""].every((t) => clean(t) === t);
    if (isClean) return value;
    const cleaned = new Error(clean(value.message), cause === undefined ? undefined : { cause });
    cleaned.name = value.name;
    cleaned.stack = clean(value.stack ?? "");
    return cleaned;
  };
  return redact;
};

/**
 * Checks headers before fetch does, because fetch's own error shows the value.
 *
 * @throws MlflowError INVALID_PARAMETER_VALUE that names the header and not its value.
 */
export const checkHeaders = (headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name))
      throw invalid(`a header name must be plain ASCII, got ${JSON.stringify(name)}`);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw invalid(
        `header ${JSON.stringify(name)} must be one line of Latin-1 (the value is not shown, it may be a secret)`,
      );
  }
};
