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
import { kernelSources } from "./kernels.mjs";
import { modules, root, tfjsNode } from "./paths.mjs";

const stampFile = join(modules, ".vae-lab-setup.json");

/** A change of the lock file, of Node, of the platform or of the kernels makes a set-up invalid. */
export const fingerprint = () => ({
  lock: createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex"),
  node: process.version,
  abi: process.versions.modules,
  platform: `${process.platform}-${process.arch}`,
  kernelSources: kernelSources(),
});

/** Sizes of files by path. Follows links, so a dangling link throws. */
export const sizesOf = (folder, paths) =>
  Object.fromEntries(paths.map((path) => [path, statSync(join(folder, path)).size]));

export const sizesMatch = (folder, sizes) => {
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

/** Records a finished set-up: { tools } and { backend: "native", library, kernels } or { backend: "wasm", reasons }. */
export const writeStamp = (outcome) => {
  const files = outcome.backend === "native" ? sizesOf(root, nativeFiles()) : {};
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(
    `${stampFile}.new`,
    JSON.stringify({ ...fingerprint(), ...outcome, files }, null, 2),
  );
  renameSync(`${stampFile}.new`, stampFile);
};

/** The stamp of the last set-up, if it is still valid and its files are still there. */
export const readStamp = () => {
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(stampFile, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
  const isValid = Object.entries(fingerprint()).every(([key, value]) => stamp[key] === value);
  return isValid && sizesMatch(root, stamp.files ?? {}) ? stamp : undefined;
};
