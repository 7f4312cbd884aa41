import { flattenConfig } from "../config.ts";
import type { Measures, TrialEvent } from "../trial-events.ts";
import type { PlannedTrial } from "./events.ts";
import { progressOf } from "./progress.ts";
import type { Recording } from "./recording.ts";
import { keeps } from "./thin.ts";
import type { TrackedRun } from "./tracked-run.ts";
import type { TrialFolder } from "./trial-folder.ts";

/** Where the events of one trial go. */
export interface Destinations {
  readonly trial: PlannedTrial;
  readonly run: TrackedRun;
  readonly folder: TrialFolder;
  readonly recording: Pick<Recording, "outbox" | "provenance" | "onEvent">;
}

type Of<Kind extends TrialEvent["kind"]> = Extract<TrialEvent, { kind: Kind }>;

/** Carries what a trial says to its run, its folder and the sweep's listener. */
export const carryEvents = ({ trial, run, folder, recording }: Destinations) => {
  const { outbox, provenance, onEvent } = recording;
  const measures: Record<string, number> = {};
  let isKept = keeps(1);
  let progress = progressOf(trial, 1);

  const start = async ({ steps, backend, step: kind, notice }: Of<"started">): Promise<void> => {
    const notices = [backend.notice, notice].filter((text) => text !== undefined);
    isKept = keeps(steps);
    progress = progressOf(trial, steps);
    folder.say(
      [`${steps} ${kind} steps on ${backend.name} ${backend.version}`, ...notices].join(": "),
    );
    const about = { backend: backend.name, "backend.version": backend.version, step: kind };
    run.params({ ...flattenConfig(trial.config), ...provenance(trial), ...about });
    await run.send({ isUrgent: true });
    onEvent({ kind: "started", trial, runId: outbox.idOf(run.runId), steps });
    for (const text of notices) onEvent({ kind: "notice", text });
  };

  const step = async (event: Of<"step">): Promise<void> => {
    if (isKept(event.step)) run.measures(event.measures, event.step);
    await run.send();
    const said = progress(event);
    if (said !== undefined) onEvent(said);
  };

  const epoch = async ({
    epoch: count,
    measures: latest,
    images,
    codes,
  }: Of<"epoch">): Promise<void> => {
    Object.assign(measures, latest);
    folder.say(`epoch ${count}: ${JSON.stringify(latest)}`);
    run.measures(latest, count);
    for (const [kind, png] of Object.entries(images)) run.image(kind, count, png);
    if (codes !== undefined) run.codes(count, codes);
    // What is told is kept, whatever becomes of this process.
    await run.send({ isUrgent: true });
    onEvent({ kind: "epoch", id: trial.id, epoch: count, measures: latest });
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
        case "finished":
          return folder.keep(event.checkpoint, measures);
      }
    },
  };
};
