import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shortage } from "./disk.mjs";
import { npm } from "./npm.mjs";
import { modules, root } from "./places.mjs";
import { lastWords } from "./run.mjs";
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
 * What of the lock file is not installed, or in another version. npm writes its own list of what it
 * installed last of all, so an interrupted install has none. Optional packages, which are those of
 * other platforms, may be absent from that list; what is on it must be there.
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

/** Installs exactly what the lock file says. The install scripts that are needed run later, one by one. */
export const installDependencies = async ({ quiet }) => {
  const short = shortage(root, neededBytes);
  if (short) throw new SetupError(`npm packages cannot be installed: ${short}.`);
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
          `npm could not install the packages (\`npm ci\` ended with code ${code}):\n${output.trim().split("\n").slice(-15).join("\n")}\nPut that right, then run the same command again.`,
        );
      const missing = missingDependencies();
      if (missing.length > 0)
        throw new SetupError(
          `npm ci succeeded but ${missing.slice(0, 5).join(", ")} is missing: ${lastWords(output)}`,
        );
    },
    { quiet },
  );
};
