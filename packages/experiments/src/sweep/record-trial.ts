import { canonicalJson } from "../trial/trial-id.ts";
import { carryEvents } from "./carry-events.ts";
import type { PlannedTrial, TrialRow } from "./events.ts";
import { type GoingOn, openRun } from "./open-run.ts";
import type { Recording } from "./recording.ts";
import type { TrackedRun } from "./tracked-run.ts";
import { openTrialFolder } from "./trial-folder.ts";
import type { TrialWorker } from "./trial-worker.ts";

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
  recording: Recording,
): Promise<Outcome> => {
  const { outbox, signal, onEvent, provenance } = recording;
  const folder = await openTrialFolder(recording.home, trial);
  let opened: Promise<TrackedRun> | undefined;
  /** What a worker says first decides how the run is opened. */
  const run = (goingOn?: GoingOn) => (opened ??= openRun(trial, recording, goingOn));
  const { take, measures } = carryEvents({ trial, run, folder, recording });
  folder.say(`${trial.label}: trial ${trial.id}`);
  folder.log(canonicalJson(trial.config));

  const giveUp = async (failure: string): Promise<Outcome> => {
    const status = signal.aborted ? "KILLED" : "FAILED";
    const reason = signal.aborted ? "the sweep was stopped" : failure;
    folder.say(`${status}: ${reason}`);
    if (signal.aborted && opened === undefined) return { kind: "interrupted" };
    await (await run()).abandon(status, reason, folder.readLog());
    return signal.aborted ? { kind: "interrupted" } : { kind: "failed", reason };
  };

  const resumption = { provenance: provenance(trial), file: folder.left };
  try {
    for await (const event of worker.run(trial, folder.log, resumption)) await take(event);
    signal.throwIfAborted();
  } catch (error) {
    return giveUp(messageOf(error));
  }

  const { runId, begun, finish } = await run();
  const endTime = Date.now();
  const seconds = (endTime - begun) / 1000;
  folder.say(`finished after ${seconds.toFixed(1)} s`);
  try {
    await finish(folder.readLog(), endTime);
    await outbox.settle();
    await folder.dropSnapshot();
  } catch (error) {
    const text = `${trial.label} is finished but tracking did not take it (${messageOf(error)}); its checkpoint, measures and log are kept in ${folder.path}`;
    folder.say(text);
    if (!signal.aborted) onEvent({ kind: "notice", text });
  }
  const row: TrialRow = { ...trial, runId: outbox.idOf(runId), measures, seconds };
  return { kind: "finished", row };
};
