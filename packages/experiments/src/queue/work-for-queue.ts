import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Job, Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { CallOptions, MlflowClient } from "mlflow-js-client";
import { once } from "../sweep/once.ts";
import { gitCommit } from "../sweep/provenance.ts";
import type { PlannedTrial, SweepEvent } from "../sweep/sweep-events.ts";
import { experimentOf } from "../sweep/tracking/experiment-of.ts";
import { waitForSpace } from "../sweep/wait-for-space.ts";
import { withoutRepeats } from "../sweep/without-repeats.ts";
import { forkWorker } from "../sweep/workers/fork-worker.ts";
import type { TrialWorker } from "../sweep/workers/trial-worker.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { performQueuedTrial, type Workplace } from "./perform-queued-trial.ts";
import type { RedisAddress } from "./redis-address.ts";
import { downloadedData } from "./shared-data.ts";
import {
  connect,
  fleetKey,
  prefix,
  type QueuedResult,
  type QueuedTrial,
  queueName,
  requireRedis,
  versionsKey,
} from "./trial-queue.ts";
import { workerPool } from "./worker-pool.ts";

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
    const which = count === 1 ? "1 trial that waits: its" : `${count} trials that wait: their`;
    notify(
      `cannot run ${which} code.hash is ${theirs}, and this worker's is ${ours}, so that results may differ; start a worker of that version`,
    );
  }
};

/**
 * Runs trials of the queue until the signal aborts, or with `stopsWhenIdle` until the queue is empty.
 * A trial whose lock is lost changes nothing any more, also after the process was frozen; another worker
 * resumes it from its snapshot in tracking. A trial counts as finished when tracking has its results:
 * nothing of it is kept for a later process, which would send what its successor has sent.
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
  const pool = workerPool(openWorker);
  const experiments = new Map<string, (call?: CallOptions) => Promise<string>>();
  const experimentNamed = (study: string) => {
    const known =
      experiments.get(study) ?? once((call?: CallOptions) => experimentOf(client, study, call));
    experiments.set(study, known);
    return known;
  };
  let failed = 0;

  const workplace: Workplace = {
    ...{ client, pool, signal, lockMs, everyMs, experimentNamed, workspace: home },
    ...{ trainCommand: options.trainCommand, commit: await gitCommit() },
    dataOf: downloadedData(workspace.path),
    whenSpace: waitForSpace({ path: workspace.path, signal, notify }),
    onEvent: (event) => {
      if (event.kind === "failed") failed++;
      onEvent(event);
    },
  };
  const perform = (job: Job<QueuedTrial>, token = ""): Promise<QueuedResult> =>
    performQueuedTrial(job, token, workplace);

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
    let waitingBefore: number | undefined;
    while (!signal.aborted) {
      await refuseOtherVersions(redis, name, notify);
      const { active = 0, ...others } = await queue.getJobCounts(
        ...(["active", "waiting", "prioritized", "delayed"] as const),
      );
      const waiting = Object.values(others).reduce((sum, count) => sum + count, 0);
      if (waiting !== waitingBefore) onEvent({ kind: "queued", waiting });
      waitingBefore = waiting;
      if (options.stopsWhenIdle && active + waiting === 0) break;
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted) await pool.stop();
    await worker.close();
    await running;
  } finally {
    await pool.stop();
    await queue.close();
    redis.disconnect();
    blocking.disconnect();
  }
  return { failed };
};
