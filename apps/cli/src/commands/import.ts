import { Command } from "@commander-js/extra-typings";
import { openWorkspace } from "@vae-lab/experiments/workspace";
import { copyRuns } from "@vae-lab/tracking-server";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { copySummary, reportProblems } from "../tracking/copy-summary.ts";
import { interruptibleTask } from "../tracking/interruptible-task.ts";
import { openTracking, trackingAt } from "../tracking/open-tracking.ts";

export const importRuns = new Command("import")
  .summary("Copy all runs of an MLflow server into the store")
  .description("Copy all runs of an MLflow server into the store. Repeat the command to resume.")
  .addOption(
    valueOption("--from <uri>", "Copy from this MLflow server", anyText).makeOptionMandatory(),
  )
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async ({ from, home: folder, json = false }) => {
    const source = await trackingAt(from, "--from");
    const home = homeFrom(folder);
    if (!process.env.MLFLOW_TRACKING_URI) await openWorkspace(home);
    const tracking = await openTracking(home);
    try {
      const copied = await interruptibleTask((signal, say) =>
        copyRuns({
          from: source.client,
          to: tracking.client,
          signal,
          onRun: ({ info }, { runs, there }) =>
            say(`${countText(runs + there, "run")} seen, now ${info.runName}`),
        }),
      );
      printResult(json, copied, () =>
        copySummary(copied, `from ${source.where} to ${tracking.where}`),
      );
      reportProblems(copied.problems);
    } finally {
      tracking.close();
    }
  });
