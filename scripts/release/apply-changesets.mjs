import { join } from "node:path";
import { npm } from "../setup/npm.mjs";
import { modules, root } from "../setup/paths.mjs";
import { errorLine, run } from "../setup/run.mjs";

const orThrow = ({ code, output }, task) => {
  if (code !== 0) throw new Error(`cannot ${task}: ${errorLine(output)}`);
};

/** Turns the changesets of a workspace into versions and changelogs, and updates its lock file. */
export const applyChangesets = async (workspace = root) => {
  const changeset = join(modules, "@changesets/cli/bin.js");
  const options = { cwd: workspace };
  orThrow(await run(process.execPath, [changeset, "version"], options), "apply the changesets");
  const args = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"];
  orThrow(await npm(args, options), "update package-lock.json");
};
