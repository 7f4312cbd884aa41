import { spawnSync } from "node:child_process";
import { bin } from "./folder-of-package.ts";

/** What the compiler has to say of files in a project, its libraries included. */
export const complaints = (project: string, options: string, files: readonly string[]): string => {
  const all = `--strict --exactOptionalPropertyTypes --noEmit --target es2022 ${options}`;
  const { stdout } = spawnSync(
    process.execPath,
    [bin("typescript", "tsc"), ...all.split(" "), ...files],
    { cwd: project, encoding: "utf8" },
  );
  return stdout;
};
