import { execFileSync } from "node:child_process";
import { bin } from "./folder-of-package.ts";
import type { Installed } from "./installed.ts";

/** What publint and are-the-types-wrong say of a package, in this order. */
export const lintPackage = (
  { project, folder, tarball }: Installed,
  ...typeOptions: string[]
): { readonly publint: string; readonly types: string } => {
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  return {
    publint: run(bin("publint", "publint"), "run", folder, "--pack", "false", "--strict"),
    types: run(bin("@arethetypeswrong/cli", "attw"), tarball, ...typeOptions),
  };
};
