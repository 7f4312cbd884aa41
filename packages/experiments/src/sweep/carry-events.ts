import { describeBackend } from "../backend/native.ts";
import { flattenConfig } from "../config/trial-config.ts";
import { circumstancesOf } from "../trial/circumstances.ts";
import type { Measures, TrialEvent } from "../trial/trial-events.ts";
import type { PlannedTrial } from "./events.ts";
import type { GoingOn } from "./open-run.ts";
import { progressOf } from "./progress.ts";
import type { Recording } from "./recording.ts";
import { keeps } from "./thin.ts";
import type { TrackedRun } from "./tracked-run.ts";
import type { TrialFolder } from "./trial-folder.ts";

/** Where the events of one trial go. */
export interface Destinations {
  readonly trial: PlannedTrial;
  /** The trial's run, opened when it is first asked for. */
  readonly run: (goingOn?: GoingOn) => Promise<TrackedRun>;
  readonly folder: TrialFolder;
  readonly recording: Pick<Recording, "outbox" | "provenance" | "onEvent">;
}

type Of<Kind extends TrialEvent["kind"]> = Extract<TrialEvent, { kind: Kind }>;

/** Carries what a trial says to its run, its folder and the sweep's listener. */
export const carryEvents = ({ trial, run: runOf, folder, recording }: Destinations) => {
  const { outbox, provenance, onEvent } = recording;
  const measures: Record<string, number> = {};
  let isKept = keeps(1);
  let progress = progressOf(trial, 1);

  const start = async (event: Of<"started">): Promise<void> => {
    const { steps, backend, step: kind, notice, from, unfit } = event;
    const circumstances = circumstancesOf(provenance(trial), backend, kind);
    const run = await runOf(from && { from, circumstances });
    const anew =
      unfit &&
      `${trial.label} begins anew, for its snapshot in ${folder.path} does not fit: ${unfit}`;
    const notices = [backend.notice, notice, anew].filter((text) => text !== undefined);
    isKept = keeps(steps);
    progress = progressOf(trial, steps, Date.now, from?.step);
    folder.say(`run ${outbox.idOf(run.runId)}${from ? ` goes on after epoch ${from.epoch}` : ""}`);
    folder.say([`${steps} ${kind} steps on ${describeBackend(backend)}`, ...notices].join(": "));
    run.params({ ...flattenConfig(trial.config), ...circumstances });
    await run.send({ isUrgent: true });
    const runId = outbox.idOf(run.runId);
    onEvent({ kind: "started", trial, runId, steps, ...(from && { from }) });
    for (const text of notices) onEvent({ kind: "notice", text });
  };

  const step = async (event: Of<"step">): Promise<void> => {
    const run = await runOf();
    if (isKept(event.step)) run.measures(event.measures, event.step);
    await run.send();
    const said = progress(event);
    if (said !== undefined) onEvent(said);
  };

  const epoch = async (event: Of<"epoch">): Promise<void> => {
    const { epoch: count, measures: latest } = event;
    const run = await runOf();
    Object.assign(measures, latest);
    folder.say(`epoch ${count}: ${JSON.stringify(latest)}`);
    run.epoch(event);
    // What is told is kept, whatever becomes of this process.
    await run.send({ isUrgent: true });
    onEvent({ kind: "epoch", id: trial.id, epoch: count, measures: latest });
  };

  /** A snapshot is for the worst case only: a disk that is full is no reason to stop. */
  const miss = ({ message }: Error): void => {
    const text = `${trial.label} could not keep a snapshot, from which it would go on if it is stopped (${message})`;
    folder.say(text);
    onEvent({ kind: "notice", text });
  };

  return {
    /** The last measures so far. */
    measures: measures as Measures,
    take: async (event: TrialEvent): Promise<void> => {
      switch (event.kind) {
        case "started":
          return start(event);
        case "step":
          return step(event);
        case "epoch":
          return epoch(event);
        case "snapshot":
          return folder.keepSnapshot(event.file).catch(miss);
        case "finished":
          return folder.keep(event.checkpoint, measures);
      }
    },
  };
};
