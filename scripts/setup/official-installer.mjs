import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeHeaders, npm } from "./npm.mjs";
import { tfjsNode } from "./places.mjs";
import { lastWords } from "./run.mjs";

const timeLimit = 75_000;

/** Takes away whatever an installer or a compiler left in tfjs-node's folder. */
export const clearNative = () => {
  for (const folder of ["deps", "lib", "build-tmp-napi-v8", "build"])
    rmSync(join(tfjsNode, folder), { recursive: true, force: true });
};

/** Runs npm in tfjs-node's folder with Node's own headers. */
export const npmInTfjsNode = (script, options = {}) => {
  const headers = nodeHeaders();
  return npm(["run", "--ignore-scripts=false", script], {
    cwd: tfjsNode,
    env: { ...process.env, JOBS: "2", ...(headers ? { npm_config_nodedir: headers } : {}) },
    ...options,
  });
};

/**
 * The package's own install script: downloads library and binding from its makers.
 * It rewrites its package.json while it works, so that is put back if it fails. Returns a reason then.
 */
export const runOfficialInstaller = async () => {
  const manifest = join(tfjsNode, "package.json");
  const before = readFileSync(manifest, "utf8");
  clearNative();
  const { code, output, timedOut } = await npmInTfjsNode("install", { timeLimit });
  if (code === 0) return undefined;
  clearNative();
  writeFileSync(manifest, before);
  return timedOut ? `it was not done after ${timeLimit / 1000} s` : lastWords(output);
};
