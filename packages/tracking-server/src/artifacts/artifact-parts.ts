import { invalid } from "../api-error.ts";

/** Decodes percent-encoding once, as Python's unquote: an incomplete sequence stays as it is. */
export const percentDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
  );

const maxDecodings = 10;

/** Whether a path, or what any number of decodings makes of it, leads out of its folder. */
const leavesFolder = (path: string): boolean => {
  let decoded = path;
  for (let round = 0; round < maxDecodings; round++) {
    if (/^[/\\]/.test(decoded) || /^file:\//i.test(decoded)) return true;
    if (decoded.split(/[/\\]/).includes("..")) return true;
    const next = percentDecoded(decoded);
    if (next === decoded) return false;
    decoded = next;
  }
  return true;
};

const maxNameBytes = 255;

/** Windows reads "\" as a separator, and ":" as the end of a drive or file name. */
const isForbidden = (name: string): boolean =>
  name.includes("\0") ||
  Buffer.byteLength(name) > maxNameBytes ||
  (process.platform === "win32" && /[\\:*?"<>|]/.test(name));

/**
 * The folders and the name of an artifact path, which has been decoded once. Names are used as they
 * are; "//" and "." are dropped, as MLflow does. "" is the root. A path that leaves its folder, also
 * after more decodings, is refused with 400.
 */
export const artifactParts = (path: string): string[] => {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (leavesFolder(path) || parts.some(isForbidden)) throw invalid("Invalid path");
  return parts;
};
