import type { SweepResult } from "@vae-lab/experiments";
import { joinSweeps, runSweep, type SharedSweep } from "@vae-lab/experiments/sweep";
import type { Workspace } from "@vae-lab/experiments/workspace";
import { countText } from "../command-line/count-text.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { interruptible } from "../command-line/interrupt.ts";
import { print } from "../command-line/output.ts";
import { showProgress } from "../report/show-progress.ts";
import type { Tracking } from "../tracking/tracking.ts";
import { trainCommand } from "./train-command.ts";

export interface WorkerRequest {
  readonly workspace: Workspace;
  readonly tracking: Tracking;
  readonly workers: number;
  /** Whether to return when no sweep has trials left. */
  readonly stopsWhenIdle: boolean;
}

/** Runs trials of the sweeps of a workspace, shows their progress and returns the exit code. */
export const performWorker = async (request: WorkerRequest): Promise<number> => {
  const { workspace, tracking, workers, stopsWhenIdle } = request;
  const join = async (sweep: SharedSweep, signal: AbortSignal): Promise<SweepResult> => {
    const journal = await tracking.openJournal?.();
    const progress = showProgress(process.stdout, sweep.study);
    try {
      return await runSweep({
        ...{ ...sweep, workspace, workers, signal, client: tracking.client },
        ...(journal && { journal }),
        trainCommand: trainCommand(sweep.study, workspace.path),
        onEvent: progress.onEvent,
      });
    } finally {
      progress.stop();
    }
  };
  return interruptible(
    async (signal) => {
      const { failed } = await joinSweeps({
        ...{ workspace, stopsWhenIdle, signal },
        join: (sweep) => join(sweep, signal),
        onIdle: () => print(`waiting for a sweep in ${workspace.path}`),
      });
      if (failed > 0) print(`${countText(failed, "trial")} failed`);
      if (signal.aborted) return exitCodes.interrupted;
      return failed > 0 ? exitCodes.failedTrials : exitCodes.done;
    },
    () => print("Stopping. Other workers, or the next sweep, continue from the last snapshots"),
  );
};
