import { errorMessage } from "../error-message.ts";
import { codeHash } from "../trial/code-hash.ts";
import { canonicalJson } from "../trial/trial-id.ts";
import { openTrialFolder } from "../workspace/trial-folder.ts";
import { recordResult } from "../workspace/trial-record.ts";
import { recordEvents } from "./record-events.ts";
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
      /** How far the attempt got. */
      readonly epoch: number;
    }
  | { readonly kind: "interrupted" }
  /** Another workspace on the tracking server runs the trial. */
  | { readonly kind: "elsewhere"; readonly keepsWorker: boolean };

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

/** Runs one trial on a worker and records its events on disk and in tracking. */
export const recordTrial = async (
  trial: PlannedTrial,
  worker: TrialWorker,
  context: SweepContext,
): Promise<Outcome> => {
  const { queue, measure, signal, onEvent, whenSpace, workspace } = context;
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
    await (await openOnce()).abandon(status, reason, folder.readLog());
    if (signal.aborted) return { kind: "interrupted" };
    if (isElsewhere) return { kind: "elsewhere", keepsWorker: false };
    return { kind: "failed", reason, failure: kindOfFailure(error), epoch: progress.epoch };
  };

  try {
    const start = await startFilesOf(trial, context);
    const events = worker.run(trial, folder.write, folder.snapshot, measure, start);
    for await (const event of events) await record(event);
    signal.throwIfAborted();
  } catch (error) {
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
  } catch (error) {
    const text = `${trial.label} is finished, but tracking did not store it (${errorMessage(error)}); its checkpoint, metrics and log are in ${folder.path}`;
    folder.logLine(text);
    if (!signal.aborted) onEvent({ kind: "notice", text });
  }
  const row: TrialRow = { ...trial, runId: queue.idOf(runId), metrics, seconds };
  await remember(row, context);
  return { kind: "finished", row };
};
