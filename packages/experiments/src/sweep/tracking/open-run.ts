import type { Run } from "mlflow-js-client";
import { stoppedMs, tags } from "../../metrics/metrics.ts";
import type { ResumePoint } from "../../trial/resume-or-start.ts";
import type { RuntimeFingerprint } from "../../trial/runtime-fingerprint.ts";
import { configId } from "../../trial/trial-id.ts";
import { userName } from "../provenance.ts";
import { startIdOf } from "../start-of-trial.ts";
import type { SweepContext } from "../sweep-context.ts";
import type { PlannedTrial } from "../sweep-events.ts";
import { epochsIn } from "./study-runs.ts";
import { type OpenedRun, type TrackedRun, trackedRun } from "./tracked-run.ts";

/** Where a trial resumes, and the fingerprint that its earlier steps must have. */
export interface ResumedFrom {
  readonly from: ResumePoint;
  readonly fingerprint: RuntimeFingerprint;
}

/** Creates a run. Its id is a local one while the tracking server is away. */
const createRun = async (
  trial: PlannedTrial,
  { queue, study, workspace, runOfStart, whenSpace, commandFor }: SweepContext,
  from?: ResumePoint,
): Promise<OpenedRun> => {
  const startedAt = Date.now();
  const start = startIdOf(trial.config);
  const run = {
    experimentName: study,
    runName: trial.label,
    startTime: startedAt,
    tags: {
      [tags.trial]: trial.id,
      [tags.config]: configId(trial.config),
      [tags.study]: study,
      [tags.home]: workspace.id,
      ...(from && { [tags.firstEpoch]: String(from.epoch + 1) }),
      ...(commandFor && { [tags.command]: commandFor(trial) }),
      ...(start && { [tags.from]: runOfStart(start) ?? start }),
      "mlflow.runName": trial.label,
      "mlflow.user": userName(),
      "mlflow.source.name": "vae-lab",
      "mlflow.source.type": "LOCAL",
      "mlflow.loggedImages": "True",
    },
  };
  const runId = await whenSpace(() => queue.spool.create(run));
  await queue.flush();
  const refusal = queue.refusalOf(runId);
  if (refusal !== undefined) throw refusal;
  return { runId, startedAt, logged: {} };
};

/** Whether a run has the epochs before a resume point, computed in the same way. */
const isBeginningOf = ({ from, fingerprint }: ResumedFrom, run: Run): boolean =>
  epochsIn(run) >= from.epoch &&
  Object.entries(fingerprint).every(([key, value]) => run.data.params[key] === value);

/** Reopens a run. The time since its last point counts as stopped. */
const reopenRun = async (
  { queue, whenSpace, ended }: SweepContext,
  { info, data }: Run,
): Promise<OpenedRun> => {
  const { runId, startTime } = info;
  const stoppedAt = Math.max(...data.metrics.map(({ timestamp }) => timestamp));
  const stopped = stoppedMs(data.tags) + Date.now() - stoppedAt;
  await whenSpace(() => queue.spool.update({ runId, status: "RUNNING" }));
  const tag = {
    [tags.stopped]: String(stopped),
    // It goes on. What ended it here may still be on its way to tracking.
    ...((data.tags[tags.failure] || ended.has(runId)) && {
      ...{ [tags.failure]: "", [tags.logEnd]: "" },
    }),
  };
  await whenSpace(() => queue.spool.logBatch({ runId, tags: tag }));
  const logged = Object.fromEntries(data.metrics.map(({ key, step }) => [key, step]));
  return { runId, startedAt: startTime + stopped, logged };
};

/**
 * Ends runs of the trial that a process began from which the trial was taken over. Not those of earlier
 * attempts of this sweep: it has ended them, although tracking may not know yet.
 */
const endOthers = async (
  trial: PlannedTrial,
  { queue, runs, whenSpace, ended }: SweepContext,
  own: Run | undefined,
): Promise<void> => {
  const ours = new Set([...ended].map(queue.idOf));
  for (const { info } of runs.unfinishedOf(trial)) {
    const { runId, status } = info;
    if (status !== "RUNNING" || runId === own?.info.runId || ours.has(runId)) continue;
    await whenSpace(() => queue.spool.update({ runId, status: "KILLED", endTime: Date.now() }));
  }
};

/**
 * Opens the run of a trial. A resumed trial continues its earlier run if tracking has that run up to
 * the resume point; else it gets a new run, tagged with its first epoch.
 */
export const openRun = async (
  trial: PlannedTrial,
  context: SweepContext,
  resumed?: ResumedFrom,
): Promise<TrackedRun> => {
  const earlier =
    resumed && context.runs.unfinishedOf(trial).find((run) => isBeginningOf(resumed, run));
  if (resumed && earlier === undefined) {
    const text = `${trial.label} resumes in a new run, because tracking has no run of it up to epoch ${resumed.from.epoch}`;
    context.onEvent({ kind: "notice", text });
  }
  await endOthers(trial, context, earlier);
  const opened =
    earlier === undefined
      ? await createRun(trial, context, resumed?.from)
      : await reopenRun(context, earlier);
  return trackedRun(context, opened);
};
