import { errorMessage } from "../error-message.ts";
import type { Claim } from "../workspace/claims.ts";
import { checkTrial } from "../workspace/trial-record.ts";
import { resultOf } from "./find-finished.ts";
import { type Outcome, recordTrial } from "./record-trial.ts";
import { latestRuns } from "./run-elsewhere.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import type { FinishedRun } from "./tracking/study-runs.ts";
import { kindOfFailure } from "./workers/trial-failure.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

/** How often a sweep looks whether another process of the workspace is done with a trial. */
const lookAgainMs = 1_000;

/**
 * Whether a finished run need not be repeated: one of this workspace must have its checkpoint. The
 * process that made it may have been killed before it recorded the result.
 */
const counts = async (
  { config }: PlannedTrial,
  found: FinishedRun,
  { workspace, study, needsFiles = true }: SweepContext,
): Promise<boolean> => {
  if (!found.isOurs || !needsFiles) return true;
  return (await checkTrial(workspace, config, resultOf(found, study))).problem === undefined;
};

const performClaimed = async (
  trial: PlannedTrial,
  worker: () => TrialWorker,
  context: SweepContext,
  claim: Claim,
  onComputed: () => void,
): Promise<Outcome> => {
  const { study, others, onEvent, finishedSince, failedSince } = context;
  const ours = await finishedSince(trial.id);
  if (ours !== undefined) {
    const { runId, metrics, seconds } = ours;
    return { kind: "finished", row: { ...trial, runId, metrics, seconds } };
  }
  const failed = await failedSince(trial.id);
  if (failed !== undefined)
    return { kind: "failed", reason: failed.reason, failure: "lasting", retry: undefined };
  const runs = await latestRuns(trial, context);
  const found = runs?.finishedOf(trial);
  if (found !== undefined && (await counts(trial, found, context)))
    return { kind: "finished", row: found.row };
  const running = runs?.runningElsewhere(trial) ?? [];
  if (running.some(others.isAlive)) {
    const text = `another workspace runs trials of ${study} on the same tracking server; each trial runs in one of them`;
    onEvent({ kind: "notice", text });
    return { kind: "elsewhere", keepsWorker: true, againInMs: others.againInMs };
  }
  for (const { info } of running) {
    const text = `${trial.label} runs here, because its run ${info.runId} of another workspace makes no progress`;
    onEvent({ kind: "notice", text });
  }
  const latest = runs === undefined ? context : { ...context, runs };
  return recordTrial(trial, worker(), latest, claim, onComputed);
};

/**
 * Runs a trial, unless another process of the workspace or another workspace on the tracking server
 * has finished it, or runs it now: it is then left to that one. `onComputed` is called when the worker
 * is free for another trial. Never rejects.
 */
export const performTrial = async (
  trial: PlannedTrial,
  worker: () => TrialWorker,
  context: SweepContext,
  onComputed: () => void = () => undefined,
): Promise<Outcome> => {
  let claim: Claim | undefined;
  try {
    claim = await context.whenSpace(() => context.claims.claim(trial.id));
    if (claim === undefined)
      return { kind: "elsewhere", keepsWorker: true, againInMs: lookAgainMs };
    return await performClaimed(trial, worker, context, claim, onComputed);
  } catch (error) {
    if (context.signal.aborted) return { kind: "interrupted" };
    const failure = kindOfFailure(error);
    const retry = context.retryOf(trial.id, failure, 0);
    return { kind: "failed", reason: errorMessage(error), failure, retry };
  } finally {
    await claim?.release().catch(() => undefined); // it expires
  }
};
