import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeHeaders, npm } from "./npm.mjs";
import { tfjsNode } from "./paths.mjs";
import { errorLine } from "./run.mjs";

const timeLimit = 75_000;

/** Removes whatever an installer or a compiler left in tfjs-node's folder. */
export const clearNative = () => {
  for (const folder of ["deps", "lib", "build-tmp-napi-v8", "build"])
    rmSync(join(tfjsNode, folder), { recursive: true, force: true });
};

/**
 * Runs tfjs-node's own install script, which downloads library and binding. It rewrites its
 * package.json as it runs; a failed run is undone. Returns the reason of a failure.
 */
export const runOfficialInstaller = async () => {
  const manifest = join(tfjsNode, "package.json");
  const before = readFileSync(manifest, "utf8");
  clearNative();
  const headers = nodeHeaders();
  const { code, output, timedOut } = await npm(["run", "--ignore-scripts=false", "install"], {
    cwd: tfjsNode,
    env: { ...process.env, JOBS: "2", ...(headers ? { npm_config_nodedir: headers } : {}) },
    timeLimit,
  });
  if (code === 0) return undefined;
  clearNative();
  writeFileSync(manifest, before);
  return timedOut ? `no result after ${timeLimit / 1000} s` : errorLine(output);
};
