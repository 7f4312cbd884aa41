import { Command } from "@commander-js/extra-typings";
import { homeFrom, homeOption, workersOption } from "../command-line/shared-options.ts";
import { performWorker } from "../sweep/perform-worker.ts";
import { withWorkspace } from "../sweep/with-workspace.ts";

export const worker = new Command("worker")
  .summary("Run trials of the sweeps under way in a workspace")
  .description(
    "Run trials of the sweeps under way in a workspace, each in one process at a time, and wait for more. It continues sweeps that were killed.",
  )
  .option("--stop-when-idle", "Exit when no sweep has trials left")
  .addOption(workersOption)
  .addOption(homeOption)
  .action(async ({ workers, home, stopWhenIdle = false }) => {
    process.exitCode = await withWorkspace(homeFrom(home), (workspace, tracking) =>
      performWorker({ workspace, tracking, workers, stopsWhenIdle: stopWhenIdle }),
    );
  });
