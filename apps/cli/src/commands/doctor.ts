import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Command } from "@commander-js/extra-typings";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";

/** The doctor must work before anything is installed, so it is one of the set-up scripts. */
const script = fileURLToPath(new URL("../../../../scripts/doctor.mjs", import.meta.url));

export const doctor = new Command("doctor")
  .summary("Check the set-up and suggest fixes")
  .description(
    "Check dependencies, data, store and disk, and suggest fixes. Exit code 1 if training cannot run.",
  )
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(({ home, json }) => {
    const { status } = spawnSync(process.execPath, [script, ...(json ? ["--json"] : [])], {
      stdio: "inherit",
      env: { ...process.env, VAE_LAB_HOME: homeFrom(home) },
    });
    process.exitCode = status ?? 1;
  });
