import type { MlflowClient } from "mlflow-js-client";
import { flattenConfig } from "../config.ts";
import { tags } from "../measures.ts";
import { canonicalJson } from "../trial-id.ts";
import type { PlannedTrial, SweepEvent, TrialRow } from "./events.ts";
import type { Home } from "./home.ts";
import { progressOf } from "./progress.ts";
import { userName } from "./provenance.ts";
import { keeps } from "./thin.ts";
import { trackedRun } from "./tracked-run.ts";
import { openTrialFolder } from "./trial-folder.ts";
import type { TrialWorker } from "./trial-worker.ts";

/** What the trials of one sweep have in common. */
export interface Recording {
  readonly client: MlflowClient;
  readonly experimentId: string;
  readonly study: string;
  readonly home: Home;
  /** Params beside the config: data.hash, git.commit. */
  readonly provenance: (trial: PlannedTrial) => Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: SweepEvent) => void;
}

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
  const { client, signal, onEvent, provenance } = recording;
  const started = Date.now();
  const folder = await openTrialFolder(recording.home, trial);
  const runId = await createRun(trial, recording);
  const run = trackedRun(client, runId, signal);
  const measures: Record<string, number> = {};
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
    let isKept = keeps(1);
    let progress = progressOf(trial, 1);
    for await (const event of worker.run(trial, folder.log)) {
      if (event.kind === "started") {
        const { name, version, notice } = event.backend;
        isKept = keeps(event.steps);
        progress = progressOf(trial, event.steps);
        folder.say(`${event.steps} steps on ${name} ${version}${notice ? `: ${notice}` : ""}`);
        run.params({
          ...flattenConfig(trial.config),
          ...provenance(trial),
          backend: name,
          "backend.version": version,
        });
        run.send({ isUrgent: true });
        onEvent({ kind: "started", trial, runId, steps: event.steps });
        if (notice !== undefined) onEvent({ kind: "notice", text: notice });
      } else if (event.kind === "step") {
        if (isKept(event.step)) run.measures(event.measures, event.step);
        run.send();
        const said = progress(event);
        if (said !== undefined) onEvent(said);
      } else if (event.kind === "epoch") {
        const { epoch } = event;
        Object.assign(measures, event.measures);
        folder.say(`epoch ${epoch}: ${JSON.stringify(event.measures)}`);
        run.measures(event.measures, epoch);
        for (const [kind, png] of Object.entries(event.images)) run.image(kind, epoch, png);
        if (event.codes !== undefined) run.codes(epoch, event.codes);
        run.send({ isUrgent: true });
        onEvent({ kind: "epoch", id: trial.id, epoch, measures: event.measures });
      } else {
        await folder.keep(event.checkpoint, measures);
      }
    }
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
    if (signal.aborted) return giveUp("");
    const text = `${trial.label} is finished but tracking did not take it (${messageOf(error)}); its checkpoint, measures and log are kept in ${folder.path}`;
    folder.say(text);
    onEvent({ kind: "notice", text });
  }
  return { kind: "finished", row };
};
