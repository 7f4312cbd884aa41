import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { defineCommand } from "citty";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";

/** The doctor must work before anything is installed, so it lives among the set-up's scripts. */
const script = fileURLToPath(new URL("../../../../scripts/doctor.mjs", import.meta.url));

export const doctor = defineCommand({
  meta: {
    name: "doctor",
    description: "Say what this machine has of what vae-lab wants, and what to do about the rest",
  },
  args: { ...homeOption, ...jsonOption },
  run: ({ args }) => {
    const { status } = spawnSync(process.execPath, [script, ...(args.json ? ["--json"] : [])], {
      stdio: "inherit",
      env: { ...process.env, VAE_LAB_HOME: homeFrom(args.home) },
    });
    return status ?? 1;
  },
});
