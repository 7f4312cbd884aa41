import { errorMessage } from "../error-message.ts";
import { tags } from "../metrics/metrics.ts";
import { type Outcome, recordTrial } from "./record-trial.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial, TrialRow } from "./sweep-events.ts";
import { readStudyRuns } from "./tracking/study-runs.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

/** How long the tracking server may take to say what other workspaces have done. */
const answerTimeoutMs = 2_000;

/** The row of a trial that another workspace has finished since the sweep began. */
const finishedMeanwhile = async (
  trial: PlannedTrial,
  { client, queue, experiment, study, workspace, onEvent }: SweepContext,
): Promise<TrialRow | undefined> => {
  if (queue.isAway) return undefined;
  const filter = `tags.\`${tags.trial}\` = '${trial.id}'`;
  const call = { signal: AbortSignal.timeout(answerTimeoutMs), retries: 0 };
  const runs = await experiment(call)
    .then((id) => readStudyRuns(client, id, workspace.id, { filter, call }))
    .catch(() => undefined);
  if (runs?.runningElsewhere(trial) !== undefined) {
    const text = `another workspace runs trials of ${study} on the same tracking server; trials that both have started run twice`;
    onEvent({ kind: "notice", text });
  }
  const found = runs?.finishedOf(trial);
  return found?.isOurs ? undefined : found?.row;
};

/** Runs a trial, unless another workspace on the tracking server has finished it. Never rejects. */
export const performTrial = async (
  trial: PlannedTrial,
  worker: TrialWorker,
  context: SweepContext,
): Promise<Outcome> => {
  try {
    const row = await finishedMeanwhile(trial, context);
    if (row !== undefined) return { kind: "finished", row };
    return await recordTrial(trial, worker, context);
  } catch (error) {
    if (context.signal.aborted) return { kind: "interrupted" };
    const reason = errorMessage(error);
    return { kind: "failed", reason };
  }
};
