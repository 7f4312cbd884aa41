import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { cacheFolder } from "./paths.mjs";
import { errorLine } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";
import { step } from "./step.mjs";

const program = process.platform === "win32" ? "node.exe" : "node";

/** The folder of the program that npm's package `node` installed, beside Node's own headers. */
const findProgram = (folder) => {
  const modules = join(folder, "node_modules/node/node_modules");
  if (!existsSync(modules)) return undefined;
  return readdirSync(modules)
    .map((name) => join(modules, name, "bin"))
    .find((bin) => existsSync(join(bin, program)));
};

/**
 * Installs the newest Node of a major version from the npm package `node` into the user's cache.
 * Returns the folder of its program. The folder is always new: npm removes the program, which the
 * package's install script downloads, when it installs into a folder that has the package already.
 *
 * @throws SetupError where npm cannot install it
 */
export const installNode = async (major) => {
  const folder = join(cacheFolder(), `node-${major}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, allowScripts: { node: true } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const args = ["install", "--ignore-scripts=false", "--no-audit", "--no-fund", `node@${major}`];
  const { code, output } = await step(`installing Node ${major}`, () =>
    npm(args, { cwd: folder, timeLimit: 300_000 }),
  );
  const bin = findProgram(folder);
  if (code !== 0 || !bin)
    throw new SetupError(`cannot install Node ${major} by npm: ${errorLine(output)}`);
  return bin;
};
