import { join } from "node:path";
import { modules } from "./paths.mjs";

/** This repository's turbo; npx would download another where it is missing. */
export const turbo = join(modules, ".bin", process.platform === "win32" ? "turbo.cmd" : "turbo");

export const turboEnvironment = (env = process.env) => ({
  ...env,
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
});
