import { Command } from "@commander-js/extra-typings";
import { homeOption, jsonOption } from "../command-line/shared-options.ts";
import { runArgument } from "../use/run-argument.ts";

export const show = new Command("show")
  .summary("Show a finished run: its config, objective, results and samples")
  .description(
    "Show a finished run: its config, what it maximised, its results, some samples as text, and the command that trains it again.",
  )
  .argument(runArgument.name, runArgument.description)
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (run, { home, json = false }) => {
    const { showRun } = await import("../use/show-run.ts");
    await showRun(run, home, json);
  });
