import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder } from "./paths.mjs";

test.each([
  ["linux", {}, ".cache/vae-lab"],
  ["linux", { XDG_CACHE_HOME: "/somewhere" }, "/somewhere/vae-lab"],
  ["darwin", {}, "Library/Caches/vae-lab"],
  ["win32", {}, "AppData/Local/vae-lab/Cache"],
  ["win32", { LOCALAPPDATA: "/local" }, "/local/vae-lab/Cache"],
  ["linux", { VAE_LAB_CACHE: "/mine", XDG_CACHE_HOME: "/somewhere" }, "/mine"],
])("on %s with %o the cache is %s", (platform, env, expected) => {
  const home = "/home/someone";
  const folder = expected.startsWith("/") ? expected : join(home, expected);
  expect(cacheFolder(env, platform, home)).toBe(folder);
});
