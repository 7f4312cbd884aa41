import { setTimeout as sleep } from "node:timers/promises";
import { Queue, QueueEvents } from "bullmq";
import { Redis } from "ioredis";
import { errorMessage } from "../error-message.ts";
import { InputError } from "../input-error.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import { codeHash } from "../trial/code-hash.ts";
import type { MetricsJson } from "../workspace/metrics-json.ts";
import { passwordVariable, type RedisAddress } from "./redis-address.ts";

/** What a worker gets of a trial. Its id is the job's id. */
export interface QueuedTrial {
  readonly study: string;
  readonly label: string;
  /** A TrialConfig, which the worker parses again. */
  readonly config: unknown;
  readonly dataHash: string;
  readonly measure: MeasureLevel;
  /** The run of what the trial starts from, if it does. */
  readonly startRun?: string;
  /** The run that has the trial's own data, for workers without the files. */
  readonly dataRun?: string;
}

/** What a worker returns when a trial has finished. */
export interface QueuedResult {
  readonly runId: string;
  readonly seconds: number;
  readonly metrics: MetricsJson;
}

/** The prefix of all keys. */
export const prefix = "vae-lab";

/**
 * The queue of trials for one version of the code that changes results: a worker of another version
 * does not see them.
 */
export const queueName = async (): Promise<string> => `trials-${await codeHash()}`;

/** The versions of the code that have a queue. */
export const versionsKey = `${prefix}:versions`;

/** The id in the tag of the runs that workers of the queue make, whichever home they have. */
export const fleetKey = `${prefix}:fleet`;

/** How often a trial is tried whose process crashed, and the first wait, which doubles. */
export const attempts = 3;
export const backoffMs = 1_000;

/** For how long Redis keeps the results, which tracking has too. */
const keptSeconds = 7 * 24 * 3600;

/** A connection whose commands wait while Redis is away. */
export const connect = (address: RedisAddress, onError: (error: Error) => void): Redis => {
  const redis = new Redis({ ...address, maxRetriesPerRequest: null, retryStrategy });
  redis.on("error", onError);
  return redis;
};

const retryStrategy = (attempt: number): number => Math.min(100 * 2 ** Math.min(attempt, 6), 2_000);

const patienceMs = 5_000;

/** @throws InputError, without the password, if there is no Redis at the address or it refuses */
export const requireRedis = async (address: RedisAddress): Promise<void> => {
  const redis = new Redis({ ...address, lazyConnect: true, retryStrategy: () => null });
  let reason: string | undefined;
  redis.on("error", ({ message }) => {
    reason ??= message;
  });
  try {
    await Promise.race([
      redis.connect().then(() => redis.ping()),
      sleep(patienceMs, undefined, { ref: false }).then(() => {
        throw new Error(`no answer in ${patienceMs / 1000} s`);
      }),
    ]);
  } catch (error) {
    const { host, port, tls } = address;
    throw new InputError(
      `cannot reach the queue redis${tls ? "s" : ""}://${host}:${port}: ${reason ?? errorMessage(error)}; start Redis or correct --queue and ${passwordVariable}`,
    );
  } finally {
    redis.disconnect();
  }
};

/** Opens the queue to add trials and to follow them. */
export const openQueue = async (
  address: RedisAddress,
  onError: (error: Error) => void,
): Promise<{
  readonly queue: Queue<QueuedTrial, QueuedResult>;
  readonly events: QueueEvents;
  readonly redis: Redis;
  close(): Promise<void>;
}> => {
  const redis = connect(address, onError);
  const name = await queueName();
  const queue = new Queue<QueuedTrial, QueuedResult>(name, {
    ...{ connection: redis, prefix },
    defaultJobOptions: {
      ...{ attempts, backoff: { type: "exponential", delay: backoffMs } },
      ...{ removeOnComplete: { age: keptSeconds }, removeOnFail: { age: keptSeconds } },
    },
  });
  const forEvents = connect(address, onError);
  const events = new QueueEvents(name, { connection: forEvents, prefix });
  queue.on("error", onError);
  events.on("error", onError);
  return {
    ...{ queue, events, redis },
    close: async () => {
      await events.close();
      await queue.close();
      forEvents.disconnect();
      redis.disconnect();
    },
  };
};
