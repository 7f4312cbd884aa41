import type { Run } from "mlflow-js-client";
import { stoppedMs, tags } from "../metrics/metrics.ts";
import type { Circumstances } from "../trial/circumstances.ts";
import type { Place } from "../trial/resumption.ts";
import type { PlannedTrial } from "./events.ts";
import { epochsIn } from "./ledger.ts";
import { userName } from "./provenance.ts";
import type { Recording } from "./recording.ts";
import { type OpenedRun, type TrackedRun, trackedRun } from "./tracked-run.ts";

/** How a trial goes on. */
export interface GoingOn {
  readonly from: Place;
  readonly circumstances: Circumstances;
}

/** Begins a run; where tracking is away, its id is one that stands for it. */
const beginRun = async (
  trial: PlannedTrial,
  { outbox, experimentId, study, home }: Recording,
  from?: Place,
): Promise<OpenedRun> => {
  const ours = {
    [tags.trial]: trial.id,
    [tags.study]: study,
    [tags.home]: home.id,
    ...(from && { [tags.firstEpoch]: String(from.epoch + 1) }),
    "mlflow.runName": trial.label,
    "mlflow.user": userName(),
    "mlflow.source.name": "vae-lab",
    "mlflow.source.type": "LOCAL",
    "mlflow.loggedImages": "True",
  };
  const begun = Date.now();
  const run = { experimentId, runName: trial.label, startTime: begun, tags: ours };
  const runId = await outbox.spool.create(run);
  await outbox.settle();
  const refusal = outbox.refusalOf(runId);
  if (refusal !== undefined) throw refusal;
  return { runId, begun, logged: {} };
};

/** Whether a run of the trial is of the same bits, and whole as far as the snapshot. */
const isBeginningOf = ({ from, circumstances }: GoingOn, run: Run): boolean =>
  epochsIn(run) >= from.epoch &&
  Object.entries(circumstances).every(([key, value]) => run.data.params[key] === value);

/** Opens a run again that was stopped: as far as it shows, after its last point. */
const reopenRun = async ({ outbox }: Recording, { info, data }: Run): Promise<OpenedRun> => {
  const { runId, startTime } = info;
  const stoppedAt = Math.max(...data.metrics.map(({ timestamp }) => timestamp));
  const stopped = stoppedMs(data.tags) + Date.now() - stoppedAt;
  await outbox.spool.update({ runId, status: "RUNNING" });
  await outbox.spool.logBatch({ runId, tags: { [tags.stopped]: String(stopped) } });
  const logged = Object.fromEntries(data.metrics.map(({ key, step }) => [key, step]));
  return { runId, begun: startTime + stopped, logged };
};

/**
 * The run of a trial. One that goes on has that which it was stopped in, if tracking has it up to the
 * snapshot; else a new one, which says in a tag with which epoch it begins.
 */
export const openRun = async (
  trial: PlannedTrial,
  recording: Recording,
  goingOn?: GoingOn,
): Promise<TrackedRun> => {
  const left =
    goingOn && recording.ledger.unfinishedOf(trial).find((run) => isBeginningOf(goingOn, run));
  if (goingOn && left === undefined) {
    const text = `${trial.label} goes on in a new run: tracking has none of it up to epoch ${goingOn.from.epoch}`;
    recording.onEvent({ kind: "notice", text });
  }
  const opened =
    left === undefined
      ? await beginRun(trial, recording, goingOn?.from)
      : await reopenRun(recording, left);
  return trackedRun(recording.outbox.spool, opened);
};
