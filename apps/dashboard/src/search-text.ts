/** A value of a URL's search part. */
export type SearchValue = string | number | boolean | readonly string[] | undefined;

const encode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll("%2C", ",")
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")
    .replaceAll("%20", "+");

/** `{ q: "beta>=4", runs: ["a", "b"] }` → `?q=beta%3E%3D4&runs=a,b`; empty and false values are omitted. */
export const writeSearch = (search: Readonly<Record<string, SearchValue>>): string => {
  const parts = Object.entries(search).flatMap(([key, value]) => {
    if (value === undefined || value === false || value === "") return [];
    if (Array.isArray(value))
      return value.length === 0 ? [] : [`${key}=${encode(value.join(","))}`];
    return [`${key}=${encode(value === true ? "yes" : String(value))}`];
  });
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
};

/** The inverse of `writeSearch`; all values are strings, which the page's schema parses. */
export const readSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text));
