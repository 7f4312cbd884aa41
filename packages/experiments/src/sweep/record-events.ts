import { describeBackend } from "../backend/backend.ts";
import { flattenConfig } from "../config/trial-config.ts";
import { tags } from "../metrics/metrics.ts";
import { retrainScript } from "../trial/retrain-command.ts";
import type { Metrics, TrialEvent } from "../trial/trial-events.ts";
import type { TrialFolder } from "../workspace/trial-folder.ts";
import { progressOf } from "./progress.ts";
import { rateWarning } from "./rate-warning.ts";
import { subsampleSteps } from "./subsample-steps.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import type { ResumedFrom } from "./tracking/open-run.ts";
import type { TrackedRun } from "./tracking/tracked-run.ts";

/** Where the events of one trial are recorded. */
export interface Destinations {
  readonly trial: PlannedTrial;
  /** The trial's run, opened by the first call. */
  readonly run: (resumed?: ResumedFrom) => Promise<TrackedRun>;
  readonly folder: TrialFolder;
  readonly context: Pick<SweepContext, "queue" | "commit" | "whenSpace" | "onEvent" | "snapshots">;
}

type Of<Kind extends TrialEvent["kind"]> = Extract<TrialEvent, { kind: Kind }>;

/** Records the events of a trial in its run and its folder, and reports them to the sweep. */
export const recordEvents = ({ trial, run: runOf, folder, context }: Destinations) => {
  const { queue, commit, whenSpace, onEvent } = context;
  const metrics: Record<string, number> = {};
  const warningAt = rateWarning();
  let isKept = subsampleSteps(1);
  let progressAt = progressOf(trial, 1);
  const progress = { epoch: 0 };

  const start = async (event: Of<"started">): Promise<void> => {
    const { steps, backend, step: kind, fingerprint, notice, from, rejectedBecause } = event;
    const run = await runOf(from && { from, fingerprint });
    const restarted =
      rejectedBecause &&
      `${trial.label} starts again, because its snapshot cannot be used (${rejectedBecause}); the snapshot is kept as ${await folder.rejectSnapshot()}`;
    const notices = [backend.notice, notice, restarted].filter((text) => text !== undefined);
    isKept = subsampleSteps(steps);
    progressAt = progressOf(trial, steps, Date.now, from?.step);
    progress.epoch = from?.epoch ?? 0;
    const runId = queue.idOf(run.runId);
    folder.logLine(`run ${runId}${from ? ` resumes after epoch ${from.epoch}` : ""}`);
    folder.logLine(
      [`${steps} ${kind} steps on ${describeBackend(backend)}`, ...notices].join(": "),
    );
    await run.params({
      ...flattenConfig(trial.config),
      ...fingerprint,
      ...(commit !== undefined && { "git.commit": commit }),
    });
    onEvent({ kind: "started", trial, runId, steps, ...(from && { from }) });
    for (const text of notices) onEvent({ kind: "notice", text });
  };

  /** At step 1: a resumed run that has it does not get it again. */
  const predicted = async ({ metrics: predictions }: Of<"predicted">): Promise<void> =>
    (await runOf()).step(predictions, 1);

  const step = async (event: Of<"step">): Promise<void> => {
    const run = await runOf();
    const warning = warningAt(event);
    if (warning !== undefined) {
      folder.logLine(`warning: ${warning}`);
      await run.tag(tags.warning, warning);
      onEvent({ kind: "notice", text: `${trial.label}: ${warning}` });
    }
    if (isKept(event.step)) await run.step(event.metrics, event.step);
    const due = progressAt(event);
    if (due !== undefined) onEvent(due);
  };

  const epoch = async (event: Of<"epoch">): Promise<void> => {
    const { epoch: count, metrics: latest } = event;
    const run = await runOf();
    Object.assign(metrics, latest);
    folder.logLine(`epoch ${count}: ${JSON.stringify(latest)}`);
    // Recorded before it is reported, so that a crash cannot lose what was shown.
    await run.epoch(event);
    progress.epoch = count;
    onEvent({ kind: "epoch", id: trial.id, epoch: count, metrics: latest });
  };

  /** Logged one epoch after the last, so that the latest metrics are those of the checkpoint. */
  const restored = async (event: Of<"restored">): Promise<void> => {
    const run = await runOf();
    Object.assign(metrics, event.metrics);
    folder.logLine(`restored, logged as epoch ${event.epoch}: ${JSON.stringify(event.metrics)}`);
    await run.epoch(event);
  };

  const finish = async (event: Of<"finished">): Promise<void> => {
    const { checkpoint, state, bestEpoch, stopReason } = event;
    const run = await runOf();
    if (stopReason !== undefined) {
      folder.logLine(stopReason);
      await run.tag(tags.stopReason, stopReason);
      onEvent({ kind: "notice", text: `${trial.label}: ${stopReason}` });
    }
    if (bestEpoch !== undefined) {
      folder.logLine(`the checkpoint has the parameters of epoch ${bestEpoch}`);
      await run.tag(tags.bestEpoch, String(bestEpoch));
    }
    const { id, config, dataHash } = trial;
    await whenSpace(() => folder.saveResult({ checkpoint, state, config, metrics }));
    await run.files({
      checkpoint,
      config: JSON.stringify(config, null, 2),
      command: retrainScript(config, { id, dataHash, commit }),
    });
  };

  /** The trial continues without the snapshot, which is needed only if it is stopped. */
  const reportMissingSnapshot = ({ message }: Error): void => {
    const text = `cannot save a snapshot of ${trial.label} (${message}); if it is stopped now, it resumes from an earlier epoch`;
    folder.logLine(text);
    onEvent({ kind: "notice", text });
  };

  const snapshot = async ({ file }: Of<"snapshot">): Promise<void> => {
    await folder.saveSnapshot(file).catch(reportMissingSnapshot);
    if (context.snapshots) await context.snapshots.save((await runOf()).runId, file);
  };

  return {
    /** How far the trial has come. */
    progress: progress as { readonly epoch: number },
    /** The latest metrics. */
    metrics: metrics as Metrics,
    record: async (event: TrialEvent): Promise<void> => {
      switch (event.kind) {
        case "started":
          return start(event);
        case "predicted":
          return predicted(event);
        case "step":
          return step(event);
        case "epoch":
          return epoch(event);
        case "restored":
          return restored(event);
        case "snapshot":
          return snapshot(event);
        case "finished":
          return finish(event);
      }
    },
  };
};
