import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shortage } from "./disk.mjs";
import { npm } from "./npm.mjs";
import { modules, root } from "./paths.mjs";
import { errorLine } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";
import { step } from "./step.mjs";

const neededBytes = 1.0e9;

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/**
 * The packages of the lock file that are missing or installed in another version. npm writes its list
 * of installed packages last, so an interrupted install has none. Optional packages, those of other
 * platforms, may be absent from the list; a package on it must exist.
 */
export const missingPackages = (locked, installed, isThere) => {
  if (!installed) return ["everything"];
  return Object.entries(locked.packages).flatMap(([path, wanted]) => {
    if (!path.includes("node_modules/")) return [];
    const found = installed.packages[path];
    if (!found) return wanted.optional || wanted.devOptional ? [] : [path];
    return found.version === wanted.version && isThere(path) ? [] : [path];
  });
};

export const missingDependencies = () =>
  missingPackages(
    readJson(join(root, "package-lock.json")),
    readJson(join(modules, ".package-lock.json")),
    (path) => existsSync(join(root, path, "package.json")),
  );

/** Installs what the lock file lists, without install scripts: the set-up runs those it needs later. */
export const installDependencies = async ({ quiet }) => {
  const short = shortage(root, neededBytes);
  if (short) throw new SetupError(`cannot install npm packages: ${short}`);
  await step(
    "installing npm packages",
    async () => {
      const { code, output } = await npm(
        [
          "ci",
          "--ignore-scripts",
          "--include=dev",
          "--include=optional",
          "--no-audit",
          "--no-fund",
        ],
        { cwd: root },
      );
      if (code !== 0)
        throw new SetupError(
          `cannot install npm packages (\`npm ci\` ended with code ${code}):\n${output.trim().split("\n").slice(-15).join("\n")}\nFix that, then run the same command again.`,
        );
      const missing = missingDependencies();
      if (missing.length > 0)
        throw new SetupError(
          `\`npm ci\` succeeded but did not install ${missing.slice(0, 5).join(", ")}: ${errorLine(output)}`,
        );
    },
    { quiet },
  );
};
