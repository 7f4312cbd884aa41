import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Creates a folder and missing parents. Node's recursive mkdir does not end where a file system
 * answers ENOENT to mkdir, as /proc does.
 *
 * @throws file system errors.
 */
export const makeFolder = (path: string, options: { readonly mode?: number } = {}): void => {
  try {
    mkdirSync(path, options);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST" && statSync(path).isDirectory()) return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path), options);
    mkdirSync(path, options);
  }
};
