import { invalid } from "../api-error.ts";

/** MLflow decodes a path until it no longer changes, at most ten times. */
const decodeFully = (path: string): string => {
  let decoded = path;
  for (let round = 0; round < 10; round++) {
    let next: string;
    try {
      next = decodeURIComponent(decoded);
    } catch {
      return decoded;
    }
    if (next === decoded) return decoded;
    decoded = next;
  }
  return decoded;
};

const isControl = (character: string): boolean => {
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f;
};

/**
 * The parts of an artifact path, or 400: what is absolute, steps out of its folder, or means
 * something else on another system is refused. "" is the root itself.
 */
export const safePath = (raw: string): string[] => {
  const path = decodeFully(raw).replace(/\/$/, "");
  if (path === "") return [];
  const parts = path.split("/");
  const isUnsafe =
    /[\\#%]/.test(path) ||
    [...path].some(isControl) ||
    /^[A-Za-z]:/.test(path) ||
    /^file:/i.test(path) ||
    parts.some((part) => /^[A-Za-z]:$/.test(part)) ||
    (process.platform === "win32" && path.includes(":")) ||
    parts.some((part) => part === "" || part === "." || part === "..") ||
    parts.some((part) => new TextEncoder().encode(part).length > 255);
  if (isUnsafe) throw invalid("Invalid path");
  return parts;
};
