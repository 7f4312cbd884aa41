import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { run } from "./run.mjs";

/** Runs npm: the one that started this process, else the one on the PATH. */
export const npm = (args, options, env = process.env) => {
  const self = env.npm_execpath;
  if (self?.endsWith("npm-cli.js")) return run(process.execPath, [self, ...args], options);
  const windows = process.platform === "win32";
  return run(windows ? "npm.cmd" : "npm", args, { ...options, shell: windows });
};

/** The folder of Node's own headers; undefined where Node came without them, and node-gyp downloads them. */
export const nodeHeaders = (node = process.execPath) => {
  const folder = resolve(dirname(node), "..");
  return existsSync(resolve(folder, "include/node/node_api.h")) ? folder : undefined;
};
