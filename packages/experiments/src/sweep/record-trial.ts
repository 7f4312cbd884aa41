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

const createRun = async (trial: PlannedTrial, recording: Recording): Promise<string> => {
  const { client, experimentId, study, home, signal } = recording;
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
  return (await client.runs.create(run, { signal })).info.runId;
};

/** Runs one trial on a worker and carries all it says to disk, to tracking and to the listener. */
export const recordTrial = async (
  trial: PlannedTrial,
  worker: TrialWorker,
  recording: Recording,
): Promise<Outcome> => {
  const { client, signal, onEvent } = recording;
  const started = Date.now();
  const folder = await openTrialFolder(recording.home, trial);
  const runId = await createRun(trial, recording);
  const run = trackedRun(client, runId, signal);
  const { take, measures } = carryEvents({ trial, run, folder, recording });
  folder.say(`${trial.label}: trial ${trial.id}, run ${runId}`);
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
  const row: TrialRow = { ...trial, runId, measures, seconds: (endTime - started) / 1000 };
  folder.say(`finished after ${row.seconds.toFixed(1)} s`);
  try {
    await run.finish(folder.readLog(), endTime);
  } catch (error) {
    if (signal.aborted) return giveUp(messageOf(error));
    const text = `${trial.label} is finished but tracking did not take it (${messageOf(error)}); its checkpoint, measures and log are kept in ${folder.path}`;
    folder.say(text);
    onEvent({ kind: "notice", text });
  }
  return { kind: "finished", row };
};
