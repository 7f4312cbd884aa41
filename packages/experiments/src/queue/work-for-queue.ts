import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DelayedError, type Job, Queue, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { CallOptions, MlflowClient } from "mlflow-js-client";
import { TrialConfig } from "../config/trial-config.ts";
import { once } from "../sweep/once.ts";
import { performTrial } from "../sweep/perform-trial.ts";
import { gitCommit } from "../sweep/provenance.ts";
import { filterOf } from "../sweep/run-elsewhere.ts";
import { sharedSnapshots } from "../sweep/shared-snapshots.ts";
import type { SweepContext } from "../sweep/sweep-context.ts";
import type { PlannedTrial, SweepEvent, TrialRow } from "../sweep/sweep-events.ts";
import { otherWorkspaces } from "../sweep/tracking/other-workspaces.ts";
import { experimentOf, readStudyRuns, type StudyRuns } from "../sweep/tracking/study-runs.ts";
import { type DurableJournal, openTrackingQueue } from "../sweep/tracking/tracking-queue.ts";
import { waitForSpace } from "../sweep/wait-for-space.ts";
import { withoutRepeats } from "../sweep/without-repeats.ts";
import { forkWorker } from "../sweep/workers/fork-worker.ts";
import type { TrialWorker } from "../sweep/workers/trial-worker.ts";
import { encodeMetrics } from "../workspace/metrics-json.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { queueClaim } from "./queue-claims.ts";
import type { RedisAddress } from "./redis-address.ts";
import { progressOf } from "./trial-progress.ts";
import {
  attempts,
  backoffMs,
  connect,
  fleetKey,
  prefix,
  type QueuedResult,
  type QueuedTrial,
  queueName,
  requireRedis,
  versionsKey,
} from "./trial-queue.ts";

/** How long a lock holds that is not renewed; it is renewed at half of it. */
const defaultLockMs = 20_000;
/** How often workers look for locks that are gone: a lost trial goes on after at most both. */
const defaultStalledMs = 15_000;
/** How often a trial may lose its worker: not its fault, unless it takes the machine down. */
const maxLostWorkers = 3;
const defaultSnapshotMs = 30_000;
const lookEveryMs = 1_000;

export interface QueueWorkerOptions {
  readonly address: RedisAddress;
  /** The worker's own. Workers share nothing but Redis and tracking. */
  readonly workspace: Workspace;
  readonly client: MlflowClient;
  readonly journal?: DurableJournal;
  /** The number of trials that run at the same time. */
  readonly workers: number;
  /** Whether to return when the queue is empty. */
  readonly stopsWhenIdle: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (event: SweepEvent) => void;
  readonly trainCommand?: (study: string, trial: PlannedTrial) => string;
  readonly openWorker?: () => TrialWorker;
  /** For tests: shorter than the defaults. */
  readonly lockMs?: number;
  readonly stalledMs?: number;
  readonly snapshotEveryMs?: number;
}

/** Worker processes, of which each runs one trial at a time. */
const workerPool = (open: () => TrialWorker) => {
  const idle: TrialWorker[] = [];
  const busy = new Set<TrialWorker>();
  return {
    take: (): TrialWorker => {
      const worker = idle.pop() ?? open();
      busy.add(worker);
      return worker;
    },
    giveBack: async (worker: TrialWorker, isUsable: boolean): Promise<void> => {
      busy.delete(worker);
      if (isUsable) idle.push(worker);
      else await worker.stop();
    },
    stop: async (): Promise<void> => {
      await Promise.all([...idle, ...busy].map((worker) => worker.stop()));
    },
  };
};

/** The id that runs of all workers of the queue have in place of their workspace's. */
const fleetId = async (redis: Redis): Promise<string> => {
  await redis.set(fleetKey, randomUUID(), "NX");
  return (await redis.get(fleetKey)) ?? "";
};

/** Says that trials wait for another version of the code than this worker has. */
const refuseOtherVersions = async (
  redis: Redis,
  own: string,
  notify: (text: string) => void,
): Promise<void> => {
  for (const version of await redis.smembers(versionsKey)) {
    if (version === own) continue;
    const key = `${prefix}:${version}`;
    const count = (await redis.llen(`${key}:wait`)) + (await redis.zcard(`${key}:prioritized`));
    if (count === 0) continue;
    const [theirs, ours] = [version, own].map((name) => name.replace("trials-", ""));
    notify(
      `cannot run ${count} trials that wait: their code.hash is ${theirs}, and this worker's is ${ours}, so that results may differ; start a worker of that version`,
    );
  }
};

/**
 * Runs trials of the queue until the signal aborts, or with `stopsWhenIdle` until the queue is empty.
 * A trial whose lock is lost changes nothing any more; another worker resumes it from its snapshot in
 * tracking. A trial counts as finished when tracking has its results.
 * @throws InputError if Redis cannot be reached
 */
export const workForQueue = async (options: QueueWorkerOptions): Promise<{ failed: number }> => {
  const { address, workspace, client, workers, signal, openWorker = forkWorker } = options;
  const { lockMs = defaultLockMs, stalledMs = defaultStalledMs } = options;
  const { snapshotEveryMs: everyMs = defaultSnapshotMs } = options;
  const onEvent = withoutRepeats(options.onEvent);
  const notify = (text: string): void => onEvent({ kind: "notice", text });
  await requireRedis(address);
  const away = (error: Error): void => notify(`the queue reports: ${error.message}`);
  const redis = connect(address, away);
  const name = await queueName();
  const home: Workspace = { ...workspace, id: await fleetId(redis) };
  const tracking = await openTrackingQueue({ client, durable: options.journal, signal, notify });
  const pool = workerPool(openWorker);
  const whenSpace = waitForSpace({ path: workspace.path, signal, notify });
  const commit = await gitCommit();
  const experiments = new Map<string, (call?: CallOptions) => Promise<string>>();
  const experimentNamed = (study: string) => {
    const known =
      experiments.get(study) ?? once((call?: CallOptions) => experimentOf(client, study, call));
    experiments.set(study, known);
    return known;
  };
  let failed = 0;

  const runsOf = async (
    trial: PlannedTrial,
    experiment: (call?: CallOptions) => Promise<string>,
  ): Promise<StudyRuns> => {
    const [call, filter] = [{ signal }, filterOf(trial)];
    return readStudyRuns(client, await experiment(call), home.id, { filter, call });
  };

  const contextOf = (job: Job<QueuedTrial>, token: string): SweepContext => {
    const { study, measure, startRun } = job.data;
    const report = progressOf(job);
    const experiment = experimentNamed(study);
    const lockKey = `${prefix}:${name}:${job.id}:lock`;
    const unfinishedOf = async (trial: PlannedTrial) =>
      (await runsOf(trial, experiment)).unfinishedOf(trial);
    const { trainCommand } = options;
    const context: SweepContext = {
      ...{ client, queue: tracking, experiment, study, workspace: home, measure, signal },
      ...{ whenSpace, commit, needsFiles: false, ended: new Set<string>() },
      onEvent: (event) => {
        onEvent(event);
        report(event);
      },
      claims: { claim: async () => queueClaim(redis, lockKey, token) },
      snapshots: sharedSnapshots({ client, queue: tracking, unfinishedOf, everyMs }),
      others: otherWorkspaces(),
      commandFor: trainCommand && ((trial) => trainCommand(study, trial)),
      runs: { unfinishedOf: () => [] },
      runOfStart: () => startRun,
      finishedSince: async () => undefined,
      failedSince: async () => undefined,
      retryOf: (_, failure) =>
        failure === "passing" && job.attemptsMade + 1 < attempts
          ? { attempt: job.attemptsMade + 2, delayMs: backoffMs * 2 ** job.attemptsMade }
          : undefined,
    };
    return context;
  };

  /** A run that finished after its lock was lost gives way to another of the trial. */
  const withdrawIfLost = async (
    { runId, ...trial }: TrialRow,
    context: SweepContext,
  ): Promise<void> => {
    const claim = await context.claims.claim(trial.id);
    const isHeld = await claim?.confirm().then(
      () => true,
      () => false,
    );
    if (isHeld) return;
    const runs = await runsOf(trial, context.experiment);
    const isAlone = runs.finishedOf(trial)?.row.runId === runId && !runs.unfinishedOf(trial).length;
    if (!isAlone) await client.runs.update({ runId, status: "KILLED", endTime: Date.now() });
    throw new Error("another worker has taken the trial over");
  };

  const perform = async (job: Job<QueuedTrial>, token = ""): Promise<QueuedResult> => {
    const { label, dataHash, config } = job.data;
    const trial = { id: job.id ?? "", label, dataHash, config: TrialConfig.parse(config) };
    const context = contextOf(job, token);
    let worker: TrialWorker | undefined;
    let isUsable = false;
    const later = async (ms: number): Promise<never> => {
      await job.moveToDelayed(Date.now() + ms, token);
      throw new DelayedError();
    };
    try {
      const outcome = await performTrial(trial, () => (worker ??= pool.take()), context);
      if (outcome.kind === "interrupted") return await later(0);
      if (outcome.kind === "elsewhere") return await later(outcome.againInMs);
      if (outcome.kind === "failed") {
        if (outcome.retry === undefined) {
          failed++;
          onEvent({ kind: "failed", trial, reason: outcome.reason });
          throw new UnrecoverableError(outcome.reason);
        }
        const { attempt, delayMs: inMs } = outcome.retry;
        onEvent({ kind: "retry", trial, reason: outcome.reason, attempt, inMs });
        throw new Error(outcome.reason);
      }
      isUsable = true;
      await tracking.deliver();
      const row = { ...outcome.row, runId: tracking.idOf(outcome.row.runId) };
      await withdrawIfLost(row, context);
      onEvent({ kind: "finished", row });
      const { runId, seconds, metrics } = row;
      return { runId, seconds, metrics: encodeMetrics(metrics) };
    } finally {
      if (worker !== undefined) await pool.giveBack(worker, isUsable);
    }
  };

  const blocking = connect(address, away);
  const worker = new Worker<QueuedTrial, QueuedResult>(name, perform, {
    ...{ connection: blocking, prefix, concurrency: workers, autorun: false },
    ...{ lockDuration: lockMs, stalledInterval: stalledMs, maxStalledCount: maxLostWorkers },
  });
  worker.on("error", away);
  const queue = new Queue(name, { connection: redis, prefix });
  queue.on("error", away);
  const running = worker.run();
  try {
    while (!signal.aborted) {
      await refuseOtherVersions(redis, name, notify);
      const counts = options.stopsWhenIdle
        ? await queue.getJobCounts("active", "waiting", "prioritized", "delayed")
        : {};
      if (options.stopsWhenIdle && Object.values(counts).every((count) => count === 0)) break;
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted) await pool.stop();
    await worker.close();
    await running;
  } finally {
    await pool.stop();
    await tracking.close();
    await queue.close();
    redis.disconnect();
    blocking.disconnect();
  }
  return { failed };
};
