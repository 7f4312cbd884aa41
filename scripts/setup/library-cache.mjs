import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { cacheFolder } from "./places.mjs";
import { sizesHold, sizesOf } from "./stamp.mjs";
import { tensorflowVersion } from "./wheel-pins.mjs";

export const libraryFolder = (cache = cacheFolder()) =>
  join(cache, `tensorflow-${tensorflowVersion}-${process.platform}-${process.arch}`);

/** Every file below a folder, by path from it. */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Is the kept library whole? Every file must have the size that the manifest says. */
export const isWhole = (folder) => {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    return sizesHold(folder, files);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || error instanceof SyntaxError)
      return false;
    throw error;
  }
};

/**
 * Fills a folder of the cache, all or nothing: `fill` writes into a temporary one, which gets its
 * manifest and is then renamed. Leftovers of fills that were cut short are removed first.
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
