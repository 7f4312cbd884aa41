import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

/** Where the cache cannot be written: a repository that is read-only, or a full disk. */
const unwritable = ["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR"];

const bundled = async (file) => {
  try {
    return await bundle(file);
  } catch (error) {
    if (unwritable.includes(error.code)) return undefined;
    throw error;
  }
};

/** Imports a TypeScript file of this repository by its path, bundled if possible. */
export const importSource = async (file) => {
  const found = await bundled(file);
  if (found === undefined) {
    const { runSources } = await import("../run-sources.mjs"); // loads a compiler
    runSources();
  }
  return import(pathToFileURL(found ?? file).href);
};
