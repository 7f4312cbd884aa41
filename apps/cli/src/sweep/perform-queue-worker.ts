import { withoutPassword } from "@vae-lab/experiments/without-password";
import { countText } from "../command-line/count-text.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { interruptible } from "../command-line/interrupt.ts";
import { print } from "../command-line/output.ts";
import { showProgress } from "../report/show-progress.ts";
import type { WorkerRequest } from "./perform-worker.ts";
import { requireServer } from "./require-server.ts";

/** Runs trials of a queue, shows their progress and returns the exit code. */
export const performQueueWorker = async (
  request: WorkerRequest & { readonly queue: string },
): Promise<number> => {
  const { workspace, tracking, workers, stopsWhenIdle, queue } = request;
  requireServer(tracking);
  // Loads the queue's library
  const { redisAddress, workForQueue } = await import("@vae-lab/experiments/queue");
  const address = redisAddress(queue);
  const progress = showProgress(process.stdout, "queue");
  print(`waiting for trials in the queue ${withoutPassword(queue)}`);
  try {
    return await interruptible(
      async (signal) => {
        const { failed } = await workForQueue({
          ...{ address, workspace, workers, stopsWhenIdle, signal, client: tracking.client },
          onEvent: progress.onEvent,
        });
        if (failed > 0) print(`${countText(failed, "trial")} failed`);
        if (signal.aborted) return exitCodes.interrupted;
        return failed > 0 ? exitCodes.failedTrials : exitCodes.done;
      },
      () => progress.say("Stopping. Other workers continue from the last snapshots"),
    );
  } finally {
    progress.stop();
  }
};
