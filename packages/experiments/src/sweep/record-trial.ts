import { errorMessage } from "../error-message.ts";
import { codeHash } from "../trial/code-hash.ts";
import { canonicalJson } from "../trial/identity.ts";
import { type Claim, ClaimLostError } from "../workspace/claims.ts";
import { openTrialFolder } from "../workspace/trial-folder.ts";
import { recordResult } from "../workspace/trial-record.ts";
import { recordEvents } from "./record-events.ts";
import type { Retry } from "./retries.ts";
import { runElsewhere } from "./run-elsewhere.ts";
import { startFilesOf } from "./start-of-trial.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial, TrialRow } from "./sweep-events.ts";
import { openRun, type ResumedFrom } from "./tracking/open-run.ts";
import type { TrackedRun } from "./tracking/tracked-run.ts";
import { type FailureKind, kindOfFailure } from "./workers/trial-failure.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

export type Outcome =
  | { readonly kind: "finished"; readonly row: TrialRow }
  | {
      readonly kind: "failed";
      readonly reason: string;
      readonly failure: FailureKind;
      /** When to try again; undefined if that does not help. */
      readonly retry: Retry | undefined;
    }
  | { readonly kind: "interrupted" }
  /** Another process runs the trial, or has taken it over from this one. */
  | { readonly kind: "elsewhere"; readonly keepsWorker: boolean; readonly againInMs: number };

/** Without the record, the next sweep asks tracking and reads the checkpoint. */
const remember = async (row: TrialRow, { workspace, study }: SweepContext): Promise<void> => {
  const { id: trial, dataHash, runId, seconds, metrics } = row;
  const result = { trial, study, dataHash, codeHash: await codeHash(), runId, seconds, metrics };
  await recordResult(workspace, result).catch(() => undefined);
};

/** Another workspace started the trial at the same time, and this one gives way. */
class StartedElsewhere extends Error {
  override readonly name = "StartedElsewhere";
}

const isLost = (claim: Claim): Promise<boolean> =>
  claim.confirm().then(
    () => false,
    (error) => error instanceof ClaimLostError,
  );

/**
 * Runs a claimed trial on a worker and records its events on disk and in tracking. Calls `onComputed` with
 * the last event, before that is recorded.
 */
export const recordTrial = async (
  trial: PlannedTrial,
  worker: TrialWorker,
  context: SweepContext,
  claim: Claim,
  onComputed: () => void,
): Promise<Outcome> => {
  const { queue, measure, signal, onEvent, whenSpace, workspace, retryOf } = context;
  const folder = await whenSpace(() => openTrialFolder(workspace, trial.id));
  let opened: Promise<TrackedRun> | undefined;
  /** The worker's first event decides how the run is opened. */
  const openOnce = (resumed?: ResumedFrom): Promise<TrackedRun> => {
    opened ??= openRun(trial, context, resumed);
    return opened;
  };
  let givenWay: Promise<void> | undefined;
  const run = async (resumed?: ResumedFrom): Promise<TrackedRun> => {
    const tracked = await openOnce(resumed);
    givenWay ??= runElsewhere(trial, context, tracked.runId).then((other) => {
      if (other !== undefined) throw new StartedElsewhere(`run ${other} started it before`);
    });
    await givenWay;
    return tracked;
  };
  const { record, metrics, progress } = recordEvents({ trial, run, folder, context });
  folder.logLine(`${trial.label}: trial ${trial.id}`);
  folder.write(canonicalJson(trial.config));

  await whenSpace(() => folder.saveConfig(trial.config));

  const giveUp = async (error: unknown): Promise<Outcome> => {
    const isElsewhere = error instanceof StartedElsewhere;
    const status = signal.aborted || isElsewhere ? "KILLED" : "FAILED";
    const reason = signal.aborted ? "the sweep was stopped" : errorMessage(error);
    folder.logLine(`${status}: ${reason}`);
    if (signal.aborted && opened === undefined) return { kind: "interrupted" };
    const failure = kindOfFailure(error);
    const retry =
      signal.aborted || isElsewhere ? undefined : retryOf(trial.id, failure, progress.epoch);
    const failed: Outcome = { kind: "failed", reason, failure, retry };
    // An attempt that computed nothing gets a run only if it is the last.
    if (opened === undefined && retry !== undefined) return failed;
    const { runId, abandon } = await openOnce();
    context.ended.add(runId);
    await abandon(status, reason, folder.readLog());
    if (signal.aborted) return { kind: "interrupted" };
    if (isElsewhere)
      return { kind: "elsewhere", keepsWorker: false, againInMs: context.others.againInMs };
    return failed;
  };

  try {
    const start = await startFilesOf(trial, context);
    const { snapshots } = context;
    const snapshot = snapshots ? await snapshots.load(trial, folder) : folder.snapshot;
    const dataFile = await context.dataFileOf?.(trial);
    const inputs = { snapshot, measure, start, dataFile, workspace: workspace.path };
    const events = worker.run(trial, folder.write, inputs);
    for await (const event of events) {
      await claim.confirm();
      if (event.kind === "finished") onComputed();
      await record(event);
    }
    signal.throwIfAborted();
    await claim.confirm();
  } catch (error) {
    if (error instanceof ClaimLostError || (await isLost(claim)))
      return { kind: "elsewhere", keepsWorker: false, againInMs: 0 };
    return giveUp(error);
  }

  const { runId, startedAt, finish } = await run();
  const endTime = Date.now();
  const seconds = (endTime - startedAt) / 1000;
  folder.logLine(`finished after ${seconds.toFixed(1)} s`);
  try {
    await finish(folder.readLog(), endTime);
    await queue.flush();
    await folder.deleteSnapshot();
    await context.snapshots?.clear(runId);
  } catch (error) {
    const text = `${trial.label} is finished, but tracking did not store it (${errorMessage(error)}); its checkpoint, metrics and log are in ${folder.path}`;
    folder.logLine(text);
    if (!signal.aborted) onEvent({ kind: "notice", text });
  }
  const row: TrialRow = { ...trial, runId: queue.idOf(runId), metrics, seconds };
  await remember(row, context);
  return { kind: "finished", row };
};
