import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isWhole, libraryFolder } from "./library-cache.mjs";

const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

const isOnPath = (names, path) =>
  path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .some((folder) =>
      names.some((name) => endings.some((ending) => existsSync(join(folder, name + ending)))),
    );

/**
 * What the native library is made with, told without starting a program: when something of it has
 * come since WebAssembly was settled for, another attempt is worth its time.
 */
export const meansOf = (env = process.env, library = libraryFolder()) => {
  const has = (...names) => isOnPath(names, env.PATH ?? "");
  return {
    python: has("python3", "python", "py"),
    compiler: has("g++", "c++", "clang++", "cl"),
    make: has("make", "msbuild"),
    library: isWhole(library),
  };
};

/** Is something there now that was not there before? */
export const hasMore = (now, before = {}) =>
  Object.entries(now).some(([name, isThere]) => isThere && !before[name]);
