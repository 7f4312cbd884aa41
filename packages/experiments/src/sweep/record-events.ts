import { describeBackend } from "../backend/backend.ts";
import { flattenConfig } from "../config/trial-config.ts";
import { runtimeFingerprint } from "../trial/runtime-fingerprint.ts";
import type { Metrics, TrialEvent } from "../trial/trial-events.ts";
import type { TrialFolder } from "../workspace/trial-folder.ts";
import { progressOf } from "./progress.ts";
import { subsampleSteps } from "./subsample-steps.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import type { ResumedFrom } from "./tracking/open-run.ts";
import type { TrackedRun } from "./tracking/tracked-run.ts";

/** Where the events of one trial go. */
export interface Destinations {
  readonly trial: PlannedTrial;
  /** The trial's run, opened when it is first asked for. */
  readonly run: (goingOn?: ResumedFrom) => Promise<TrackedRun>;
  readonly folder: TrialFolder;
  readonly context: Pick<SweepContext, "queue" | "provenance" | "onEvent">;
}

type Of<Kind extends TrialEvent["kind"]> = Extract<TrialEvent, { kind: Kind }>;

/** Carries what a trial says to its run, its folder and the sweep's listener. */
export const recordEvents = ({ trial, run: runOf, folder, context }: Destinations) => {
  const { queue, provenance, onEvent } = context;
  const metrics: Record<string, number> = {};
  let isKept = subsampleSteps(1);
  let progress = progressOf(trial, 1);

  const start = async (event: Of<"started">): Promise<void> => {
    const { steps, backend, step: kind, notice, from, rejectedBecause: unfit } = event;
    const circumstances = runtimeFingerprint(provenance(trial), backend, kind);
    const run = await runOf(from && { from, circumstances });
    const anew =
      unfit &&
      `${trial.label} begins anew, for its snapshot in ${folder.path} does not fit: ${unfit}`;
    const notices = [backend.notice, notice, anew].filter((text) => text !== undefined);
    isKept = subsampleSteps(steps);
    progress = progressOf(trial, steps, Date.now, from?.step);
    folder.logLine(
      `run ${queue.idOf(run.runId)}${from ? ` goes on after epoch ${from.epoch}` : ""}`,
    );
    folder.logLine(
      [`${steps} ${kind} steps on ${describeBackend(backend)}`, ...notices].join(": "),
    );
    run.params({ ...flattenConfig(trial.config), ...circumstances });
    await run.send({ isUrgent: true });
    const runId = queue.idOf(run.runId);
    onEvent({ kind: "started", trial, runId, steps, ...(from && { from }) });
    for (const text of notices) onEvent({ kind: "notice", text });
  };

  const step = async (event: Of<"step">): Promise<void> => {
    const run = await runOf();
    if (isKept(event.step)) run.metrics(event.metrics, event.step);
    await run.send();
    const said = progress(event);
    if (said !== undefined) onEvent(said);
  };

  const epoch = async (event: Of<"epoch">): Promise<void> => {
    const { epoch: count, metrics: latest } = event;
    const run = await runOf();
    Object.assign(metrics, latest);
    folder.logLine(`epoch ${count}: ${JSON.stringify(latest)}`);
    run.epoch(event);
    // What is told is kept, whatever becomes of this process.
    await run.send({ isUrgent: true });
    onEvent({ kind: "epoch", id: trial.id, epoch: count, metrics: latest });
  };

  /** A snapshot is for the worst case only: a disk that is full is no reason to stop. */
  const miss = ({ message }: Error): void => {
    const text = `${trial.label} could not keep a snapshot, from which it would go on if it is stopped (${message})`;
    folder.logLine(text);
    onEvent({ kind: "notice", text });
  };

  return {
    /** The last metrics so far. */
    metrics: metrics as Metrics,
    take: async (event: TrialEvent): Promise<void> => {
      switch (event.kind) {
        case "started":
          return start(event);
        case "step":
          return step(event);
        case "epoch":
          return epoch(event);
        case "snapshot":
          return folder.saveSnapshot(event.file).catch(miss);
        case "finished":
          return folder.saveResult(event.checkpoint, metrics);
      }
    },
  };
};
