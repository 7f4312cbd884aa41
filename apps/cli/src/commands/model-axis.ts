import { Command, Option } from "@commander-js/extra-typings";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";

export const modelAxis = new Command("model-axis")
  .summary("Fit models to known distributions by forward and reverse KL")
  .description(
    "Fit models to known distributions by forward KL, reverse KL, JS and α-divergences, and show which modes each covers or invents, and when reverse KL becomes mode-seeking. Exit code 1 if a claim fails.",
  )
  .addOption(new Option("--log").default(true).hideHelp())
  .option("--no-log", "Do not log tables and figures as a run of the experiment model-axis")
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async ({ log, home, json = false }) => {
    const { performModelAxis } = await import("../model-axis/perform-model-axis.ts");
    process.exitCode = await performModelAxis({
      json,
      workspace: log ? homeFrom(home) : undefined,
    });
  });
