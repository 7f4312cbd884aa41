import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** Packages whose code decides what a trial computes. */
const packages = ["@vae-lab/core", "@vae-lab/statistics", "tfjs-jit"];

/** The folders of this package that decide it. */
const ownFolders = ["backend", "build", "config", "datasets", "metrics", "trial"];

/** TypeScript, JavaScript, and the C++ of tfjs-jit's kernels. */
const isCode = (path: string): boolean =>
  /\.([cm]?[jt]s|cc|h|inc)$/.test(path) && !/\.(test|d)\./.test(path);

const codeIn = async (folder: string): Promise<[string, Buffer][]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && isCode(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  return Promise.all(
    paths.map(
      async (path): Promise<[string, Buffer]> => [path, await readFile(join(folder, path))],
    ),
  );
};

/** SHA-256 of the code files in some folders: of their paths in the folders and their contents. */
export const hashOfFolders = async (folders: readonly string[]): Promise<string> => {
  const hash = createHash("sha256");
  for (const [index, folder] of folders.entries())
    for (const [path, content] of await codeIn(folder))
      hash.update(`${index} ${path} ${content.length}\n`).update(content);
  return hash.digest("hex");
};

/**
 * The code of a package: its sources in the workspace, else its built files. It does not depend on
 * how the process resolves imports, so that a sweep and its workers agree.
 */
const codeFolder = (name: string): string => {
  const folder = (require.resolve.paths(name) ?? [])
    .map((path) => join(path, name))
    .find((path) => existsSync(join(path, "package.json")));
  if (folder === undefined)
    throw new Error(`cannot hash the code of trials: the package ${name} is not installed`);
  const sources = join(folder, "src");
  return existsSync(sources) ? sources : join(folder, "dist");
};

const computed = async (): Promise<string> => {
  const own = dirname(dirname(fileURLToPath(import.meta.url)));
  const code = await hashOfFolders([
    ...packages.map(codeFolder),
    ...ownFolders.map((name) => join(own, name)),
  ]);
  const { version } = JSON.parse(
    await readFile(require.resolve("@tensorflow/tfjs/package.json"), "utf8"),
  );
  const hash = createHash("sha256").update(`${code} @tensorflow/tfjs ${version}`);
  return hash.digest("hex").slice(0, 16);
};

let known: Promise<string> | undefined;

/**
 * Hash of the code that decides a trial's results, 16 hexadecimal digits: of this package, core,
 * statistics and tfjs-jit, and the version of TensorFlow.js. It is the same for equal files, in a
 * clean or a changed working tree or in installed packages.
 */
export const codeHash = (): Promise<string> => {
  known ??= computed();
  return known;
};
