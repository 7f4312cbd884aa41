import { invalid } from "../api-error.ts";

export const pageToken = (offset: number): string => btoa(JSON.stringify({ offset }));

/** The offset of a page token; 0 without a token. */
export const offsetOf = (token: string | undefined): number => {
  if (token === undefined || token === "") return 0;
  let text: string;
  try {
    text = atob(token);
  } catch {
    throw invalid("Invalid page token, could not base64-decode");
  }
  let offset: unknown;
  try {
    offset = JSON.parse(text).offset;
  } catch {
    throw invalid(`Invalid page token, decoded value=${text}`);
  }
  if (typeof offset !== "number" || !Number.isSafeInteger(offset) || offset < 1)
    throw invalid(`Invalid page token, parsed value=${text}`);
  return offset;
};
