import type { Run } from "mlflow-js-client";
import { stoppedMs, tags } from "../../metrics/metrics.ts";
import type { ResumePoint } from "../../trial/resumption.ts";
import type { RuntimeFingerprint } from "../../trial/runtime-fingerprint.ts";
import { userName } from "../provenance.ts";
import type { SweepContext } from "../sweep-context.ts";
import type { PlannedTrial } from "../sweep-events.ts";
import { epochsIn } from "./study-runs.ts";
import { type OpenedRun, type TrackedRun, trackedRun } from "./tracked-run.ts";

/** How a trial goes on. */
export interface ResumedFrom {
  readonly from: ResumePoint;
  readonly circumstances: RuntimeFingerprint;
}

/** Begins a run; where tracking is away, its id is one that stands for it. */
const beginRun = async (
  trial: PlannedTrial,
  { queue, experimentId, study, workspace }: SweepContext,
  from?: ResumePoint,
): Promise<OpenedRun> => {
  const ours = {
    [tags.trial]: trial.id,
    [tags.study]: study,
    [tags.home]: workspace.id,
    ...(from && { [tags.firstEpoch]: String(from.epoch + 1) }),
    "mlflow.runName": trial.label,
    "mlflow.user": userName(),
    "mlflow.source.name": "vae-lab",
    "mlflow.source.type": "LOCAL",
    "mlflow.loggedImages": "True",
  };
  const begun = Date.now();
  const run = { experimentId, runName: trial.label, startTime: begun, tags: ours };
  const runId = await queue.spool.create(run);
  await queue.flush();
  const refusal = queue.refusalOf(runId);
  if (refusal !== undefined) throw refusal;
  return { runId, begun, logged: {} };
};

/** Whether a run of the trial is of the same bits, and whole as far as the snapshot. */
const isBeginningOf = ({ from, circumstances }: ResumedFrom, run: Run): boolean =>
  epochsIn(run) >= from.epoch &&
  Object.entries(circumstances).every(([key, value]) => run.data.params[key] === value);

/** Opens a run again that was stopped: as far as it shows, after its last point. */
const reopenRun = async ({ queue }: SweepContext, { info, data }: Run): Promise<OpenedRun> => {
  const { runId, startTime } = info;
  const stoppedAt = Math.max(...data.metrics.map(({ timestamp }) => timestamp));
  const stopped = stoppedMs(data.tags) + Date.now() - stoppedAt;
  await queue.spool.update({ runId, status: "RUNNING" });
  await queue.spool.logBatch({ runId, tags: { [tags.stopped]: String(stopped) } });
  const logged = Object.fromEntries(data.metrics.map(({ key, step }) => [key, step]));
  return { runId, begun: startTime + stopped, logged };
};

/**
 * The run of a trial. One that goes on has that which it was stopped in, if tracking has it up to the
 * snapshot; else a new one, which says in a tag with which epoch it begins.
 */
export const openRun = async (
  trial: PlannedTrial,
  context: SweepContext,
  goingOn?: ResumedFrom,
): Promise<TrackedRun> => {
  const left =
    goingOn && context.studyRuns.unfinishedOf(trial).find((run) => isBeginningOf(goingOn, run));
  if (goingOn && left === undefined) {
    const text = `${trial.label} goes on in a new run: tracking has none of it up to epoch ${goingOn.from.epoch}`;
    context.onEvent({ kind: "notice", text });
  }
  const opened =
    left === undefined
      ? await beginRun(trial, context, goingOn?.from)
      : await reopenRun(context, left);
  return trackedRun(context.queue.spool, opened);
};
