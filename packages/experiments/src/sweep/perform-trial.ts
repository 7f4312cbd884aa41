import { errorMessage } from "../error-message.ts";
import { tags } from "../metrics/metrics.ts";
import { type Outcome, recordTrial } from "./record-trial.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import { readStudyRuns, type StudyRuns } from "./tracking/study-runs.ts";
import { kindOfFailure } from "./workers/trial-failure.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

/** How long the tracking server may take to say what other workspaces have done. */
const answerTimeoutMs = 2_000;

/** What tracking knows of a trial now; undefined if it does not say so at once. */
const latestRuns = async (
  trial: PlannedTrial,
  { client, queue, experiment, workspace }: SweepContext,
): Promise<StudyRuns | undefined> => {
  if (queue.isAway) return undefined;
  const filter = `tags.\`${tags.trial}\` = '${trial.id}'`;
  const call = { signal: AbortSignal.timeout(answerTimeoutMs), retries: 0 };
  return experiment(call)
    .then((id) => readStudyRuns(client, id, workspace.id, { filter, call }))
    .catch(() => undefined);
};

/** Runs a trial, unless another workspace on the tracking server has finished it. Never rejects. */
export const performTrial = async (
  trial: PlannedTrial,
  worker: () => TrialWorker,
  context: SweepContext,
): Promise<Outcome> => {
  const { study, signal, onEvent } = context;
  try {
    const runs = await latestRuns(trial, context);
    if (runs?.runningElsewhere(trial) !== undefined) {
      const text = `another workspace runs trials of ${study} on the same tracking server; trials that both have started run twice`;
      onEvent({ kind: "notice", text });
    }
    const found = runs?.finishedOf(trial);
    if (found !== undefined && !found.isOurs) return { kind: "finished", row: found.row };
    return await recordTrial(trial, worker(), runs === undefined ? context : { ...context, runs });
  } catch (error) {
    if (signal.aborted) return { kind: "interrupted" };
    return { kind: "failed", reason: errorMessage(error), failure: kindOfFailure(error), epoch: 0 };
  }
};
