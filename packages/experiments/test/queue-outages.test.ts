import { setTimeout as sleep } from "node:timers/promises";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prefix, versionsKey } from "../src/queue/trial-queue.ts";
import { idleWorker } from "./idle-worker.ts";
import { noticesOf, tinyTrial } from "./laboratory.ts";
import { pacedWorker } from "./paced-worker.ts";
import {
  type Addresses,
  expectUndisturbed,
  openQueueLaboratory,
  type QueueLaboratory,
} from "./queue-laboratory.ts";
import { noRedis } from "./redis-server.ts";
import { openProxy } from "./tcp-proxy.ts";

if (noRedis !== undefined) console.log(`the tests of outages are skipped: ${noRedis}`);

/** How long the network is cut; `npm run test:chaos` cuts it for 30 s. */
const cutMs = Number(process.env.VAE_LAB_NETWORK_CUT_MS ?? 3_000);
/** A lock that expires while the network is cut. */
const locks = { lockMs: 1_500, stalledMs: 500 };

let laboratory: QueueLaboratory;
beforeAll(async () => {
  if (noRedis === undefined) laboratory = await openQueueLaboratory();
});
afterAll(() => laboratory?.close());

const openWorker = pacedWorker(100);
const trials = Array.from({ length: 4 }, (_, seed) => tinyTrial(1, { seed, epochs: 20 }));

/** Runs a sweep on two workers, and disturbs it once tracking has a snapshot. */
const disturbed = async (study: string, disturb: () => Promise<void>, via?: Addresses) => {
  const stop = new AbortController();
  const options = { openWorker, signal: stop.signal, ...locks, ...(via && { via }) };
  const working = ["a", "b"].map((name) => laboratory.work(`${study}-${name}`, options));
  const swept = laboratory.sweep(study, trials, via && { via });
  await laboratory.hasSnapshot(study);
  await disturb();
  const { result } = await swept;
  stop.abort();
  const events = (await Promise.all(working)).flat();
  expect(result).toMatchObject({ failed: [], interrupted: false });
  expect(result.rows).toHaveLength(trials.length);
  await expectUndisturbed(laboratory, study, trials, pacedWorker(0));
  return events;
};

test.skipIf(noRedis)(
  "a tracking server that restarts gets each point once, and no trial starts again",
  async () => {
    const events = await disturbed("tracking", async () => {
      await laboratory.stopTracking();
      await sleep(1_000);
      await laboratory.startTracking();
    });
    expect(events.filter(({ kind }) => kind === "started")).toHaveLength(trials.length);
  },
  120_000,
);

test.skipIf(noRedis)(
  `a network that is cut for ${cutMs / 1000} s costs workers their trials, which resume and get each point once`,
  async () => {
    const { redis, tracking } = laboratory.addresses;
    const proxies = await Promise.all(
      [redis, tracking].map((url) => openProxy(Number(new URL(url).port))),
    );
    const [toRedis, toTracking] = [redis, tracking].map((url, index) =>
      Object.assign(new URL(url), { hostname: "127.0.0.1", port: proxies[index]?.port }),
    );
    const via = { redis: String(toRedis), tracking: String(toTracking) };
    const cut = async () => {
      for (const proxy of proxies) proxy.cut();
      await sleep(cutMs);
      for (const proxy of proxies) proxy.restore();
    };
    const events = await disturbed("network", cut, via);
    const resumed = events.filter((event) => event.kind === "started" && event.from !== undefined);
    expect(resumed.length).toBeGreaterThan(0);
    for (const proxy of proxies) proxy.close();
  },
  240_000,
);

test.skipIf(noRedis)(
  "a worker of another version of the code leaves trials alone, and says why",
  async () => {
    const connection = new Redis(laboratory.redis.url, { maxRetriesPerRequest: null });
    const name = "trials-0123456789abcdef";
    const queue = new Queue(name, { connection, prefix });
    await queue.add("other", {}, { jobId: "trial" });
    await connection.sadd(versionsKey, name);
    const stop = new AbortController();
    const working = laboratory.work("other", { openWorker: idleWorker, signal: stop.signal });
    await expect.poll(() => connection.llen(`${prefix}:${name}:wait`), { timeout: 15_000 }).toBe(1);
    await sleep(1_500);
    stop.abort();
    expect(noticesOf(await working)).toEqual([
      expect.stringMatching(
        /^cannot run 1 trial that waits: its code.hash is 0123456789abcdef, and this worker's is [0-9a-f]{16}, so that results may differ; start a worker of that version$/,
      ),
    ]);
    expect(await queue.getJobCounts("waiting", "active", "completed", "failed")).toEqual({
      ...{ waiting: 1, active: 0, completed: 0, failed: 0 },
    });
    await queue.obliterate();
    await connection.srem(versionsKey, name);
    await queue.close();
    connection.disconnect();
  },
);
