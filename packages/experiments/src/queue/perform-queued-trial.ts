import { setTimeout as sleep } from "node:timers/promises";
import { DelayedError, type Job, UnrecoverableError } from "bullmq";
import type { CallOptions, MlflowClient } from "mlflow-js-client";
import { TrialConfig } from "../config/trial-config.ts";
import { errorMessage } from "../error-message.ts";
import { performTrial } from "../sweep/perform-trial.ts";
import type { Outcome } from "../sweep/record-trial.ts";
import { filterOf } from "../sweep/run-elsewhere.ts";
import { sharedSnapshots } from "../sweep/shared-snapshots.ts";
import type { SweepContext } from "../sweep/sweep-context.ts";
import type { PlannedTrial, SweepEvent, TrialRow } from "../sweep/sweep-events.ts";
import { otherWorkspaces } from "../sweep/tracking/other-workspaces.ts";
import { isAway } from "../sweep/tracking/read-tracking.ts";
import { readStudyRuns, type StudyRuns } from "../sweep/tracking/study-runs.ts";
import { openTrackingQueue } from "../sweep/tracking/tracking-queue.ts";
import type { TrialWorker } from "../sweep/workers/trial-worker.ts";
import { encodeMetrics } from "../workspace/metrics-json.ts";
import { type JobLease, jobLease } from "./job-lease.ts";
import type { downloadedData } from "./shared-data.ts";
import { progressOf } from "./trial-progress.ts";
import { attempts, backoffMs, type QueuedResult, type QueuedTrial } from "./trial-queue.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** What the trials that a worker runs share. */
export interface Workplace
  extends Pick<SweepContext, "client" | "commit" | "signal" | "whenSpace" | "workspace"> {
  readonly pool: WorkerPool;
  readonly lockMs: number;
  /** How often snapshots are sent to tracking. */
  readonly everyMs: number;
  /** The file of a trial's own data that were downloaded. */
  readonly dataOf: ReturnType<typeof downloadedData>;
  readonly experimentNamed: (study: string) => SweepContext["experiment"];
  readonly trainCommand?: ((study: string, trial: PlannedTrial) => string) | undefined;
  readonly onEvent: (event: SweepEvent) => void;
}

/** How often tracking that is away is asked again. */
const askEveryMs = 1_000;

/** Repeats reading while tracking is away and the lease is held. */
const patience =
  (lease: JobLease, { signal, onEvent }: Workplace) =>
  async <T>(read: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await read();
      } catch (error) {
        signal.throwIfAborted();
        if (!isAway(error)) throw error;
        const text = `tracking cannot be reached (${errorMessage(error)}); trials wait for it`;
        onEvent({ kind: "notice", text });
      }
      await lease.confirm();
      await sleep(askEveryMs, undefined, { signal });
    }
  };

const renewal =
  (job: Job<QueuedTrial>, token: string, { lockMs, signal }: Workplace) =>
  async (): Promise<boolean> => {
    for (;;) {
      try {
        return (await job.extendLock(token, lockMs)) === 1;
      } catch {
        await sleep(askEveryMs, undefined, { signal }); // Redis cannot write now
      }
    }
  };

/** Marks a run that finished after its lease was lost, if the trial has another run. */
const withdraw = async (
  { runId, ...trial }: TrialRow,
  runs: StudyRuns,
  client: MlflowClient,
): Promise<void> => {
  const ids = runs.unfinishedOf(trial).map(({ info }) => info.runId);
  const hasOther = [runs.finishedOf(trial)?.row.runId ?? runId, ...ids].some((id) => id !== runId);
  if (hasOther) await client.runs.update({ runId, status: "KILLED", endTime: Date.now() });
};

/**
 * Runs the trial of a job that this worker has locked, and returns its result when tracking has it.
 * @throws DelayedError if the job is left to another worker, UnrecoverableError if trying again gives
 * the same, and another error to try again
 */
export const performQueuedTrial = async (
  job: Job<QueuedTrial>,
  token: string,
  workplace: Workplace,
): Promise<QueuedResult> => {
  const { pool, signal, onEvent, workspace, trainCommand, everyMs } = workplace;
  const { study, measure, startRun, dataRun, label, dataHash, config } = job.data;
  const trial = { id: job.id ?? "", label, dataHash, config: TrialConfig.parse(config) };
  const notify = (text: string): void => onEvent({ kind: "notice", text });
  const lease = jobLease({
    renew: renewal(job, token, workplace),
    lockMs: workplace.lockMs,
  });
  const patiently = patience(lease, workplace);
  const { artifacts } = workplace.client;
  const client: MlflowClient = {
    ...workplace.client,
    artifacts: {
      ...artifacts,
      download: (...file) => patiently(() => artifacts.download(...file)),
    },
  };
  const experiment = workplace.experimentNamed(study);
  const runsOfTrial = (): Promise<StudyRuns> =>
    patiently(async () => {
      const call: CallOptions = { signal };
      const filter = filterOf(trial);
      return readStudyRuns(client, await experiment(call), workspace.id, { filter, call });
    });
  const tracking = await openTrackingQueue({ client, lease, signal, notify });
  const report = progressOf(job);
  const contextWith = (runs: StudyRuns): SweepContext => ({
    ...workplace,
    ...{ client, queue: tracking, experiment, study, measure, runs },
    ...{ needsFiles: false, ended: new Set<string>(), others: otherWorkspaces() },
    onEvent: (event) => {
      onEvent(event);
      report(event);
    },
    claims: { claim: async () => lease },
    snapshots: sharedSnapshots({
      ...{ client, queue: tracking, everyMs },
      unfinishedOf: async () => (await runsOfTrial()).unfinishedOf(trial),
    }),
    commandFor: trainCommand && ((planned) => trainCommand(study, planned)),
    runOfStart: () => startRun,
    dataFileOf: (planned) => workplace.dataOf(planned, client.artifacts.download, dataRun),
    finishedSince: async () => undefined,
    failedSince: async () => undefined,
    retryOf: (_, failure) =>
      failure === "passing" && job.attemptsMade + 1 < attempts
        ? { attempt: job.attemptsMade + 2, delayMs: backoffMs * 2 ** job.attemptsMade }
        : undefined,
  });

  let worker: TrialWorker | undefined;
  const take = (): TrialWorker => (worker ??= pool.take());
  const run = async (): Promise<Outcome> => {
    try {
      const runs = await runsOfTrial();
      const found = runs.finishedOf(trial);
      if (found !== undefined) return { kind: "finished", row: found.row };
      const outcome = await performTrial(trial, take, contextWith(runs));
      if (outcome.kind === "finished" || outcome.kind === "failed") await tracking.deliver();
      return outcome;
    } catch (error) {
      if (signal.aborted) return { kind: "interrupted" };
      throw error;
    }
  };
  /** Leaves the job to another worker, after the last request to tracking. */
  const leave = async (ms: number): Promise<never> => {
    await tracking.close();
    onEvent({ kind: "left", id: trial.id });
    if (await lease.isHeld()) await job.moveToDelayed(Date.now() + ms, token);
    throw new DelayedError();
  };

  let isUsable = false;
  try {
    const outcome = await run();
    if (outcome.kind === "interrupted") return await leave(0);
    if (!(await lease.isHeld())) {
      notify(`${label} was taken over by another worker, because this one lost its lock`);
      if (outcome.kind === "finished") {
        const runId = tracking.idOf(outcome.row.runId);
        await withdraw({ ...outcome.row, runId }, await runsOfTrial(), client);
      }
      return await leave(0);
    }
    if (outcome.kind === "elsewhere") return await leave(outcome.againInMs);
    if (outcome.kind === "failed") {
      const { reason, retry } = outcome;
      if (retry === undefined) {
        onEvent({ kind: "failed", trial, reason });
        throw new UnrecoverableError(reason);
      }
      const { attempt, delayMs: inMs } = retry;
      onEvent({ kind: "retry", trial, reason, attempt, inMs });
      throw new Error(reason);
    }
    isUsable = true;
    const row = { ...outcome.row, runId: tracking.idOf(outcome.row.runId) };
    onEvent({ kind: "finished", row });
    const { runId, seconds, metrics } = row;
    return { runId, seconds, metrics: encodeMetrics(metrics) };
  } finally {
    if (worker !== undefined) await pool.giveBack(worker, isUsable);
    await tracking.close();
  }
};
