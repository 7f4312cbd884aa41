import { Command, Option } from "@commander-js/extra-typings";
import { untilInterrupted } from "../command-line/interrupt.ts";
import { print } from "../command-line/output.ts";
import {
  homeFrom,
  homeOption,
  measureOption,
  portFrom,
  portOption,
  retryFailedOption,
  workersOption,
} from "../command-line/shared-options.ts";
import {
  datasetOption,
  epochsOption,
  fullOption,
  quickOption,
  seedsOption,
  studyNamed,
  studyOptionsFrom,
} from "../command-line/study-options.ts";
import { typedCommand } from "../command-line/typed-command.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { dataOption, ownPart, ownReadingOptions } from "../data/data-options.ts";
import { buildPage } from "../serve/build-page.ts";
import { forkDashboard } from "../serve/fork-dashboard.ts";
import { performSweep } from "../sweep/perform-sweep.ts";
import { studyRequest } from "../sweep/study-request.ts";
import { withWorkspace } from "../sweep/with-workspace.ts";

export const start = new Command("start")
  .summary("Run a study and watch it in the dashboard")
  .description(
    "Run a study and watch it in the dashboard. Repeat the command to resume: finished trials are kept, stopped trials continue from their last snapshot.",
  )
  .addOption(
    valueOption("--study <name>", "Run this study; see `vae-lab studies`", anyText).default(
      "kl-direction",
    ),
  )
  .addOption(epochsOption)
  .addOption(seedsOption)
  .addOption(datasetOption)
  .addOption(quickOption)
  .addOption(fullOption)
  .addOption(workersOption)
  .addOption(retryFailedOption)
  .addOption(measureOption)
  .addOption(portOption)
  .addOption(homeOption)
  .addOption(dataOption)
  .addOption(new Option("--serve").default(true).hideHelp())
  .option("--no-serve", "Run the study without the dashboard, and exit when it is done")
  .action(async (options) => {
    const study = studyNamed(options.study);
    const request = await studyRequest(study, studyOptionsFrom(study, options), {
      illustrated: options.quick !== true,
      data: ownPart(options),
    });
    const { workers, measure = request.measure } = options;
    const folder = homeFrom(options.home);
    process.exitCode = await withWorkspace(folder, async (workspace, tracking) => {
      if (options.serve) await buildPage();
      const dashboard = options.serve
        ? await forkDashboard({ home: folder, address: portFrom(options.port) })
        : undefined;
      try {
        if (dashboard) print(`dashboard: ${dashboard.url}`);
        print(`${study.name}: ${study.question}`);
        const code = await performSweep({
          ...request,
          ...{ workspace, workers, measure, tracking, json: false, command: typedCommand() },
          retryFailed: options.retryFailed ?? false,
        });
        if (dashboard && code <= 1) {
          print(`\ndashboard: ${dashboard.url} (served until Ctrl-C)`);
          await Promise.race([untilInterrupted(), dashboard.ended]);
        }
        return code;
      } finally {
        await dashboard?.close();
      }
    });
  });

for (const option of ownReadingOptions) start.addOption(option);
