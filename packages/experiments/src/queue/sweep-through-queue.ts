import { setTimeout as sleep } from "node:timers/promises";
import type { Job, Queue } from "bullmq";
import type { MlflowClient } from "mlflow-js-client";
import type { TrialConfig } from "../config/trial-config.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import { findFinished } from "../sweep/find-finished.ts";
import { planOf } from "../sweep/plan.ts";
import { resolveStart } from "../sweep/resolve-start.ts";
import { startIdOf } from "../sweep/start-of-trial.ts";
import type {
  FailedTrial,
  PlannedTrial,
  SweepEvent,
  SweepResult,
  TrialRow,
} from "../sweep/sweep-events.ts";
import { experimentOf } from "../sweep/tracking/experiment-of.ts";
import { readStudyRuns } from "../sweep/tracking/study-runs.ts";
import { longestFirst } from "../sweep/trial-work.ts";
import { withoutRepeats } from "../sweep/without-repeats.ts";
import { decodeMetrics } from "../workspace/metrics-json.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { RedisAddress } from "./redis-address.ts";
import { shareData } from "./shared-data.ts";
import type { TrialProgress } from "./trial-progress.ts";
import {
  attempts,
  openQueue,
  type QueuedResult,
  type QueuedTrial,
  queueName,
  requireRedis,
  versionsKey,
} from "./trial-queue.ts";

export interface QueuedSweepOptions {
  readonly address: RedisAddress;
  /** The name of the experiment in tracking. */
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  readonly workspace: Workspace;
  readonly client: MlflowClient;
  readonly measure?: MeasureLevel;
  /** Trials with a lower number run first; 0, the default, runs before all. */
  readonly priority?: number;
  /**
   * The maximum number of trials of all sweeps that the workers of the queue run at the same time, from
   * now on; 0 for no limit. Default: as it was set last, at first no limit.
   */
  readonly concurrency?: number;
  /** Whether trials run again that failed. Default: false. */
  readonly retryFailed?: boolean;
  /** Ends the sweep; its trials stay in the queue. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: SweepEvent) => void;
}

/** Trials per request to Redis. */
const batchSize = 500;
/** How often trials are looked at of which no event came, and how many of them. */
const [lookEveryMs, lookedAt] = [5_000, 500];
/** How long a trial may be out of the queue that a sweep takes out to add it again. */
const renewalMs = 2_000;

/** How the queue says that a trial lost its worker too often. */
const lostWorkers = /stalled more than/;

type TrialJob = Job<QueuedTrial, QueuedResult>;

/** Removes the trials of a study that wait. Those that run, which it counts, end by themselves. */
export const cancelQueuedSweep = async (
  address: RedisAddress,
  study: string,
): Promise<{ readonly removed: number; readonly running: number }> => {
  await requireRedis(address);
  const { queue, close } = await openQueue(address, () => undefined);
  try {
    let removed = 0;
    for (const job of await queue.getJobs(["waiting", "prioritized", "delayed"])) {
      if (job?.data.study !== study) continue;
      await job.remove().then(
        () => removed++,
        () => undefined, // it has begun
      );
    }
    const active = await queue.getJobs(["active"]);
    return { removed, running: active.filter((job) => job?.data.study === study).length };
  } finally {
    await close();
  }
};

const rowOf = (trial: PlannedTrial, { runId, seconds, metrics }: QueuedResult): TrialRow => ({
  ...trial,
  ...{ runId, seconds, metrics: decodeMetrics(metrics) },
});

/** The job of a trial after it was added: one that exists may be finished, failed or under way. */
const stateOf = async (job: TrialJob): Promise<"finished" | "failed" | "open"> => {
  if (await job.isCompleted()) return "finished";
  return (await job.isFailed()) ? "failed" : "open";
};

/**
 * Adds the trials that are not finished to the queue and follows them until all have ended. A trial
 * that is in the queue already, of this or another sweep, is not added again.
 * @throws InputError if Redis cannot be reached, and as runSweep does
 */
export const sweepThroughQueue = async (options: QueuedSweepOptions): Promise<SweepResult> => {
  const { address, study, workspace, client, signal, measure = "basic" } = options;
  const onEvent = withoutRepeats(options.onEvent);
  await requireRedis(address);
  const starts = new Map<string, string>();
  const {
    trials: plan,
    notices,
    workOf,
  } = await planOf(options.trials, async (source) => {
    const { from, runId } = await resolveStart(source, { workspace: workspace.path, client });
    if (runId !== undefined) starts.set("trial" in from ? from.trial : from.checkpoint, runId);
    return from;
  });
  const notify = (text: string): void => onEvent({ kind: "notice", text });
  notices.forEach(notify);
  const readAt = Date.now();
  const runs = await readStudyRuns(client, await experimentOf(client, study), workspace.id);
  const found = await findFinished({ plan, study, runs, workspace });
  const rows = new Map(found.finished);
  const failed = new Map<string, FailedTrial>();
  const pending = new Map(
    plan.filter(({ id }) => !rows.has(id)).map((trial) => [trial.id, trial] as const),
  );
  onEvent({ kind: "planned", waiting: [...pending.values()], skipped: [...rows.values()] });
  found.notices.forEach(notify);
  const dataRuns = await shareData(client, pending.values(), notify);

  const { queue, events, redis, close } = await openQueue(address, ({ message }) =>
    notify(`the queue reports: ${message}`),
  );
  const finish = (id: string, result: QueuedResult): void => {
    const trial = pending.get(id);
    if (trial === undefined) return;
    pending.delete(id);
    const row = rowOf(trial, result);
    rows.set(id, row);
    onEvent({ kind: "finished", row });
  };
  const fail = (id: string, reason: string): void => {
    const trial = pending.get(id);
    if (trial === undefined) return;
    pending.delete(id);
    failed.set(id, { trial, reason });
    onEvent({ kind: "failed", trial, reason });
  };
  const added = new Set<string>();
  const missing = new Set<string>();
  const removed = new Set<string>();
  /** Takes over how a job ended whose events were missed, and that it is out of the queue for good. */
  const look = async (id: string): Promise<void> => {
    if (!added.has(id) || !pending.has(id)) return;
    const job = (await queue.getJob(id)) as TrialJob | undefined;
    if (job === undefined) {
      if (missing.has(id)) {
        pending.delete(id);
        removed.add(id);
      }
      missing.add(id);
      return;
    }
    missing.delete(id);
    const state = await stateOf(job);
    if (state === "finished") finish(id, job.returnvalue);
    else if (state === "failed") fail(id, job.failedReason);
  };

  events.on("completed", ({ jobId }) => {
    if (pending.has(jobId)) look(jobId).catch(() => undefined);
  });
  events.on("removed", ({ jobId }) => {
    if (!pending.has(jobId)) return;
    missing.add(jobId);
    setTimeout(() => look(jobId).catch(() => undefined), renewalMs).unref();
  });
  events.on("failed", ({ jobId, failedReason }) => fail(jobId, failedReason));
  events.on("stalled", ({ jobId }) => {
    const trial = pending.get(jobId);
    if (trial) notify(`${trial.label} lost its worker; another resumes it`);
  });
  events.on("progress", ({ jobId, data }) => {
    const trial = pending.get(jobId);
    if (trial === undefined) return;
    const progress = data as unknown as TrialProgress;
    onEvent(progress.kind === "started" ? { ...progress, trial } : progress);
  });

  try {
    await events.waitUntilReady();
    await redis.sadd(versionsKey, await queueName());
    if (options.concurrency === 0) await queue.removeGlobalConcurrency();
    else if (options.concurrency !== undefined)
      await queue.setGlobalConcurrency(options.concurrency);
    /** Adds trials whose start has finished; those of one that failed fail. Whether others wait. */
    const addReady = async (): Promise<boolean> => {
      let othersWait = false;
      const found: PlannedTrial[] = [];
      for (const trial of pending.values()) {
        const start = startIdOf(trial.config);
        if (added.has(trial.id)) continue;
        if (start !== undefined && pending.has(start)) {
          othersWait = true;
          continue;
        }
        const failedStart = start === undefined ? undefined : failed.get(start);
        if (start !== undefined && removed.has(start)) {
          pending.delete(trial.id);
          removed.add(trial.id);
          continue;
        }
        if (failedStart !== undefined)
          fail(trial.id, `the trial that it starts from failed: ${failedStart.trial.label}`);
        else found.push(trial);
      }
      const ready = longestFirst(found, workOf);
      for (let at = 0; at < ready.length && !signal.aborted; at += batchSize) {
        const batch = ready.slice(at, at + batchSize);
        for (const { id } of batch) added.add(id);
        await addTrials(batch);
      }
      return othersWait;
    };
    const addTrials = async (batch: readonly PlannedTrial[]): Promise<void> => {
      const known = redis.pipeline();
      for (const { id } of batch) known.exists(queue.toKey(id));
      const exists = ((await known.exec()) ?? []).map(([, count]) => count === 1);
      for (const [index, { id }] of batch.entries()) if (exists[index]) await renew(id);
      const jobs = batch.map((trial) => {
        const { id: jobId, label, config, dataHash } = trial;
        const start = startIdOf(config) ?? "";
        const startRun = starts.get(start) ?? rows.get(start)?.runId;
        const dataRun = dataRuns.get(dataHash);
        const more = { ...(startRun && { startRun }), ...(dataRun && { dataRun }) };
        const data = { study, label, config, dataHash, measure, ...more };
        return { name: study, data, opts: { jobId, priority: options.priority ?? 0 } };
      });
      await (queue as Queue).addBulk(jobs.filter(({ opts }) => pending.has(opts.jobId)));
    };
    /**
     * Removes a job that ended before this sweep read tracking, which does not have its result, so that
     * it runs again; not one that failed in a way that stays.
     */
    const renew = async (id: string): Promise<void> => {
      const job = (await queue.getJob(id)) as TrialJob | undefined;
      if (job === undefined) return;
      const state = await stateOf(job);
      const isNew = (job.finishedOn ?? 0) >= readAt;
      const stays =
        job.attemptsMade < attempts && !lostWorkers.test(job.failedReason) && !options.retryFailed;
      if (state === "finished" && isNew) finish(id, job.returnvalue);
      else if (state === "failed" && (isNew || stays)) fail(id, job.failedReason);
      else if (state !== "open") await job.remove();
    };

    let othersWait = await addReady();
    let lookedAtTime = performance.now();
    while (pending.size > 0 && !signal.aborted) {
      await sleep(100, undefined, { signal }).catch(() => undefined);
      if (othersWait) othersWait = await addReady();
      if (performance.now() - lookedAtTime < lookEveryMs) continue;
      for (const id of [...pending.keys()].slice(0, lookedAt)) await look(id);
      lookedAtTime = performance.now();
    }
  } finally {
    await close();
  }
  if (removed.size > 0)
    notify(
      `${removed.size} trials are out of the queue and did not run: they were cancelled, or Redis lost them; the same command adds them again`,
    );
  return {
    rows: plan.map(({ id }) => rows.get(id)).filter((row) => row !== undefined),
    failed: [...failed.values()],
    interrupted: removed.size > 0 || (signal.aborted && pending.size > 0),
  };
};
