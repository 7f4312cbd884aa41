import { randomUUID } from "node:crypto";
import { Queue, Worker } from "bullmq";
import { completeConfig } from "../config/complete-config.ts";
import type { RedisAddress } from "./redis-address.ts";
import { connect, prefix, type QueuedTrial, requireRedis } from "./trial-queue.ts";

/** Trials per second through a queue of its own, whose workers compute and record nothing. */
export interface DispatchRate {
  readonly added: number;
  /** Handed to workers and marked as finished. */
  readonly finished: number;
}

/** Trials per request, as in a sweep. */
const batchSize = 500;

/** @throws InputError if Redis cannot be reached */
export const measureDispatch = async (
  address: RedisAddress,
  { trials, workers }: { readonly trials: number; readonly workers: number },
): Promise<DispatchRate> => {
  await requireRedis(address);
  const connection = connect(address, () => undefined);
  const name = `bench-${randomUUID()}`;
  const queue = new Queue<QueuedTrial>(name, { connection, prefix });
  try {
    const began = performance.now();
    for (let from = 0; from < trials; from += batchSize)
      await queue.addBulk(
        Array.from({ length: Math.min(batchSize, trials - from) }, (_, index) => {
          const seed = from + index;
          const data = { label: `trial ${seed}`, config: completeConfig({ seed }), dataHash: "" };
          return { name, data: { study: "bench", measure: "basic", ...data } };
        }),
      );
    const addedAt = performance.now();
    let left = trials;
    await new Promise<void>((resolve, reject) => {
      const worker = new Worker<QueuedTrial>(name, async () => ({}), {
        ...{ connection, prefix, concurrency: workers },
      });
      worker.on("error", reject);
      worker.on("completed", () => {
        left--;
        if (left === 0) worker.close().then(resolve, reject);
      });
    });
    const rateOf = (from: number, to: number): number => (1000 * trials) / (to - from);
    return { added: rateOf(began, addedAt), finished: rateOf(addedAt, performance.now()) };
  } finally {
    await queue.obliterate({ force: true });
    await queue.close();
    connection.disconnect();
  }
};
