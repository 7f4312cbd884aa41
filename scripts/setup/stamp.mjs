import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { modules, root, tfjsNode } from "./places.mjs";

const stampFile = join(modules, ".vae-lab-setup.json");

/** What a set-up holds for: another lock file, Node or machine asks for a new one. */
export const circumstances = () => ({
  lock: createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex"),
  node: process.version,
  abi: process.versions.modules,
  platform: `${process.platform}-${process.arch}`,
});

/** Sizes of files by path; links are followed, so a link to nothing throws. */
export const sizesOf = (folder, paths) =>
  Object.fromEntries(paths.map((path) => [path, statSync(join(folder, path)).size]));

export const sizesHold = (folder, sizes) => {
  try {
    return Object.entries(sizes).every(
      ([path, size]) => statSync(join(folder, path)).size === size,
    );
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "ELOOP") return false;
    throw error;
  }
};

/** The binding and the libraries it loads. */
const nativeFiles = () => {
  const inFolder = (folder) =>
    readdirSync(join(tfjsNode, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return [...inFolder("lib"), ...inFolder("deps/lib")].filter((path) => {
    realpathSync(join(root, path));
    return /\.(node|so|dylib|dll)(\.|$)/.test(path);
  });
};

/**
 * Writes down a finished set-up: { backend: "native", library } or { backend: "wasm", reasons }, and
 * the means it had.
 */
export const writeStamp = (outcome) => {
  const files = outcome.backend === "native" ? sizesOf(root, nativeFiles()) : {};
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(
    `${stampFile}.new`,
    JSON.stringify({ ...circumstances(), ...outcome, files }, null, 2),
  );
  renameSync(`${stampFile}.new`, stampFile);
};

/** The stamp, if it was made in these very circumstances and its files are still there. */
export const readStamp = () => {
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(stampFile, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
  const holds = Object.entries(circumstances()).every(([key, value]) => stamp[key] === value);
  return holds && sizesHold(root, stamp.files ?? {}) ? stamp : undefined;
};
