import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isComplete, libraryFolder } from "./library-cache.mjs";

const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

const isOnPath = (names, path) =>
  path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .some((folder) =>
      names.some((name) => endings.some((ending) => existsSync(join(folder, name + ending)))),
    );

/** The tools that build the native library, and whether its download is in the cache. Starts no program. */
export const findBuildTools = (env = process.env, library = libraryFolder()) => {
  const has = (...names) => isOnPath(names, env.PATH ?? "");
  return {
    python: has("python3", "python", "py"),
    compiler: has("g++", "c++", "clang++", "cl"),
    make: has("make", "msbuild"),
    library: isComplete(library),
  };
};

/** A tool that was missing before makes another attempt at the native library worth its time. */
export const hasNewTool = (now, before = {}) =>
  Object.entries(now).some(([name, isFound]) => isFound && !before[name]);

const labels = { python: "Python 3", compiler: "a C++ compiler", make: "make" };

/** What compiling needs and `tools` lacks, such as "make and a C++ compiler"; undefined if nothing. */
export const missingTools = (tools) => {
  const missing = Object.keys(labels).filter((name) => !tools[name]);
  if (missing.length === 0) return undefined;
  return new Intl.ListFormat("en").format(missing.map((name) => labels[name]));
};
