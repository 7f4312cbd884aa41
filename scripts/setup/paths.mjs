import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. Without import.meta.dirname, which the old Nodes that are refused lack. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export const modules = join(root, "node_modules");
export const tfjsNode = join(modules, "@tensorflow/tfjs-node");

/** tfjs-node 4.22, its last release, is built against Node-API 8 on every Node that we support. */
export const binding = join(tfjsNode, "lib/napi-v8/tfjs_binding.node");

/** The user's cache of downloads, shared by all clones. */
export const cacheFolder = (
  env = process.env,
  platform = process.platform,
  home = env.HOME || homedir(),
) => {
  if (env.VAE_LAB_CACHE) return resolve(env.VAE_LAB_CACHE);
  if (platform === "win32")
    return join(env.LOCALAPPDATA || join(home, "AppData/Local"), "vae-lab", "Cache");
  if (platform === "darwin") return join(home, "Library/Caches/vae-lab");
  return join(env.XDG_CACHE_HOME || join(home, ".cache"), "vae-lab");
};
