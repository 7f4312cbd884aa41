import { tags } from "../measures.ts";
import { canonicalJson } from "../trial-id.ts";
import { carryEvents } from "./carry-events.ts";
import type { PlannedTrial, TrialRow } from "./events.ts";
import { userName } from "./provenance.ts";
import type { Recording } from "./recording.ts";
import { trackedRun } from "./tracked-run.ts";
import { openTrialFolder } from "./trial-folder.ts";
import type { TrialWorker } from "./trial-worker.ts";

export type Outcome =
  | { readonly kind: "finished"; readonly row: TrialRow }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "interrupted" };

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Begins the run of a trial; where tracking is away, its id is one that stands for it. */
const createRun = async (trial: PlannedTrial, recording: Recording): Promise<string> => {
  const { outbox, experimentId, study, home } = recording;
  const ours = {
    [tags.trial]: trial.id,
    [tags.study]: study,
    [tags.home]: home.id,
    "mlflow.runName": trial.label,
    "mlflow.user": userName(),
    "mlflow.source.name": "vae-lab",
    "mlflow.source.type": "LOCAL",
    "mlflow.loggedImages": "True",
  };
  const run = { experimentId, runName: trial.label, startTime: Date.now(), tags: ours };
  const runId = await outbox.spool.create(run);
  await outbox.settle();
  const refusal = outbox.refusalOf(runId);
  if (refusal !== undefined) throw refusal;
  return runId;
};

/** Runs one trial on a worker and carries all it says to disk, to tracking and to the listener. */
export const recordTrial = async (
  trial: PlannedTrial,
  worker: TrialWorker,
  recording: Recording,
): Promise<Outcome> => {
  const { outbox, signal, onEvent } = recording;
  const started = Date.now();
  const folder = await openTrialFolder(recording.home, trial);
  const runId = await createRun(trial, recording);
  const run = trackedRun(outbox.spool, runId);
  const { take, measures } = carryEvents({ trial, run, folder, recording });
  folder.say(`${trial.label}: trial ${trial.id}, run ${outbox.idOf(runId)}`);
  folder.log(canonicalJson(trial.config));

  const giveUp = async (failure: string): Promise<Outcome> => {
    const status = signal.aborted ? "KILLED" : "FAILED";
    const reason = signal.aborted ? "the sweep was stopped" : failure;
    folder.say(`${status}: ${reason}`);
    await run.abandon(status, reason, folder.readLog());
    return signal.aborted ? { kind: "interrupted" } : { kind: "failed", reason };
  };

  try {
    for await (const event of worker.run(trial, folder.log)) await take(event);
    signal.throwIfAborted();
  } catch (error) {
    return giveUp(messageOf(error));
  }

  const endTime = Date.now();
  const seconds = (endTime - started) / 1000;
  folder.say(`finished after ${seconds.toFixed(1)} s`);
  try {
    await run.finish(folder.readLog(), endTime);
    await outbox.settle();
  } catch (error) {
    const text = `${trial.label} is finished but tracking did not take it (${messageOf(error)}); its checkpoint, measures and log are kept in ${folder.path}`;
    folder.say(text);
    if (!signal.aborted) onEvent({ kind: "notice", text });
  }
  const row: TrialRow = { ...trial, runId: outbox.idOf(runId), measures, seconds };
  return { kind: "finished", row };
};
