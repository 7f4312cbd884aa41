import { Command } from "@commander-js/extra-typings";
import {
  homeFrom,
  homeOption,
  queueOption,
  workersOption,
} from "../command-line/shared-options.ts";
import { performQueueWorker } from "../sweep/perform-queue-worker.ts";
import { performWorker } from "../sweep/perform-worker.ts";
import { withWorkspace } from "../sweep/with-workspace.ts";

export const worker = new Command("worker")
  .summary("Run trials of the sweeps under way in a workspace or a queue")
  .description(
    "Run trials of the sweeps under way in a workspace, each in one process at a time, and wait for more. It continues sweeps that were killed. With --queue it runs trials that sweeps on any machine have queued; MLFLOW_TRACKING_URI must name the server that all share.",
  )
  .option("--stop-when-idle", "Exit when no sweep has trials left")
  .addOption(workersOption)
  .addOption(queueOption)
  .addOption(homeOption)
  .action(async ({ workers, home, queue, stopWhenIdle = false }) => {
    process.exitCode = await withWorkspace(homeFrom(home), (workspace, tracking) => {
      const request = { workspace, tracking, workers, stopsWhenIdle: stopWhenIdle };
      return queue === undefined
        ? performWorker(request)
        : performQueueWorker({ ...request, queue });
    });
  });
