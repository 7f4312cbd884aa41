import { errorMessage } from "../error-message.ts";
import { type Outcome, recordTrial } from "./record-trial.ts";
import { latestRuns } from "./run-elsewhere.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import { kindOfFailure } from "./workers/trial-failure.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

/**
 * Runs a trial, unless another workspace on the tracking server has finished it, or runs it now: it
 * is then left to that workspace. Never rejects.
 */
export const performTrial = async (
  trial: PlannedTrial,
  worker: () => TrialWorker,
  context: SweepContext,
): Promise<Outcome> => {
  const { study, signal, others, onEvent } = context;
  try {
    const runs = await latestRuns(trial, context);
    const found = runs?.finishedOf(trial);
    if (found !== undefined && !found.isOurs) return { kind: "finished", row: found.row };
    const running = runs?.runningElsewhere(trial) ?? [];
    if (running.some(others.isAlive)) {
      const text = `another workspace runs trials of ${study} on the same tracking server; each trial runs in one of them`;
      onEvent({ kind: "notice", text });
      return { kind: "elsewhere", keepsWorker: true };
    }
    for (const { info } of running) {
      const text = `${trial.label} runs here, because its run ${info.runId} of another workspace makes no progress`;
      onEvent({ kind: "notice", text });
    }
    return await recordTrial(trial, worker(), runs === undefined ? context : { ...context, runs });
  } catch (error) {
    if (signal.aborted) return { kind: "interrupted" };
    return { kind: "failed", reason: errorMessage(error), failure: kindOfFailure(error), epoch: 0 };
  }
};
