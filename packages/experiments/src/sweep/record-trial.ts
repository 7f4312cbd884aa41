import { canonicalJson } from "../trial/trial-id.ts";
import { openTrialFolder } from "../workspace/trial-folder.ts";
import { recordEvents } from "./record-events.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial, TrialRow } from "./sweep-events.ts";
import { openRun, type ResumedFrom } from "./tracking/open-run.ts";
import type { TrackedRun } from "./tracking/tracked-run.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

export type Outcome =
  | { readonly kind: "finished"; readonly row: TrialRow }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "interrupted" };

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Runs one trial on a worker and carries all it says to disk, to tracking and to the listener. */
export const recordTrial = async (
  trial: PlannedTrial,
  worker: TrialWorker,
  context: SweepContext,
): Promise<Outcome> => {
  const { queue, signal, onEvent, provenance } = context;
  const folder = await openTrialFolder(context.workspace, trial);
  let opened: Promise<TrackedRun> | undefined;
  /** What a worker says first decides how the run is opened. */
  const run = (goingOn?: ResumedFrom) => (opened ??= openRun(trial, context, goingOn));
  const { take, metrics } = recordEvents({ trial, run, folder, context });
  folder.logLine(`${trial.label}: trial ${trial.id}`);
  folder.write(canonicalJson(trial.config));

  const giveUp = async (failure: string): Promise<Outcome> => {
    const status = signal.aborted ? "KILLED" : "FAILED";
    const reason = signal.aborted ? "the sweep was stopped" : failure;
    folder.logLine(`${status}: ${reason}`);
    if (signal.aborted && opened === undefined) return { kind: "interrupted" };
    await (await run()).abandon(status, reason, folder.readLog());
    return signal.aborted ? { kind: "interrupted" } : { kind: "failed", reason };
  };

  const resumption = { provenance: provenance(trial), file: folder.snapshot };
  try {
    for await (const event of worker.run(trial, folder.write, resumption)) await take(event);
    signal.throwIfAborted();
  } catch (error) {
    return giveUp(messageOf(error));
  }

  const { runId, begun, finish } = await run();
  const endTime = Date.now();
  const seconds = (endTime - begun) / 1000;
  folder.logLine(`finished after ${seconds.toFixed(1)} s`);
  try {
    await finish(folder.readLog(), endTime);
    await queue.flush();
    await folder.deleteSnapshot();
  } catch (error) {
    const text = `${trial.label} is finished but tracking did not take it (${messageOf(error)}); its checkpoint, metrics and log are kept in ${folder.path}`;
    folder.logLine(text);
    if (!signal.aborted) onEvent({ kind: "notice", text });
  }
  const row: TrialRow = { ...trial, runId: queue.idOf(runId), metrics, seconds };
  return { kind: "finished", row };
};
