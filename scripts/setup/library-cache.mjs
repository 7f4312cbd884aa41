import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { cacheFolder } from "./paths.mjs";
import { sizesMatch, sizesOf } from "./stamp.mjs";
import { tensorflowVersion } from "./wheel-pins.mjs";

export const libraryFolder = (cache = cacheFolder()) =>
  join(cache, `tensorflow-${tensorflowVersion}-${process.platform}-${process.arch}`);

/** Every file below a folder, by path from it. */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Whether every file of the cached library has the size that its manifest lists. */
export const isComplete = (folder) => {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    return sizesMatch(folder, files);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || error instanceof SyntaxError)
      return false;
    throw error;
  }
};

/**
 * Fills a folder of the cache, all or nothing: `fill` writes into a temporary folder, which gets a
 * manifest and is then renamed. Removes what interrupted fills left.
 */
export const fillFolder = async (folder, fill) => {
  const parent = join(folder, "..");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent))
    if (name.startsWith("unfinished-"))
      rmSync(join(parent, name), { recursive: true, force: true });
  const draft = join(parent, `unfinished-${process.pid}`);
  try {
    mkdirSync(draft);
    await fill(draft);
    const files = sizesOf(draft, filesBelow(draft));
    writeFileSync(join(draft, "manifest.json"), JSON.stringify({ files }, null, 2));
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};
