import { Command } from "@commander-js/extra-typings";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";

export const measure = new Command("measure")
  .summary("Measure finished runs in full, from their checkpoints")
  .description(
    "Measure finished runs in full, from their checkpoints: what `--measure full` measures at the end of a training. The metrics that a run does not have are added to it; those that it has stay.",
  )
  .argument("[runs...]", "Runs: ids or their beginnings, labels, trial folders or checkpoint files")
  .addOption(valueOption("--study <name>", "Measure all finished runs of this study", anyText))
  .option("--theory", "Add the predictions of linear theory alone, in seconds")
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (runs, { study, theory = false, home, json = false }) => {
    const { performMeasure } = await import("../measure/perform-measure.ts");
    await performMeasure({ runs, study, theory, home: homeFrom(home), json });
  });
