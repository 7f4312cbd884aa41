import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { idleWorker } from "./idle-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { tinyTrial } from "./laboratory.ts";
import {
  expectUndisturbed,
  openQueueLaboratory,
  type QueueLaboratory,
} from "./queue-laboratory.ts";
import { noRedis } from "./redis-server.ts";

if (noRedis !== undefined) console.log(`the tests of the queue are skipped: ${noRedis}`);

let laboratory: QueueLaboratory;
beforeAll(async () => {
  if (noRedis === undefined) laboratory = await openQueueLaboratory();
});
afterAll(() => laboratory?.close());

const isQueued = async (): Promise<void> => {
  const probe = new Redis(laboratory.redis.url);
  probe.on("error", () => undefined);
  const waiting = () => probe.keys("vae-lab:*:wait");
  await expect.poll(waiting, { timeout: 60_000 }).not.toEqual([]);
  probe.disconnect();
};

/** A worker in another process. */
const otherWorker = (name: string): ChildProcess => {
  const { folder, addresses } = laboratory;
  return spawn(
    process.execPath,
    [
      ...["--conditions=@vae-lab/source", "--import", import.meta.resolve("tsx")],
      ...[join(import.meta.dirname, "queue-worker.ts"), join(folder, name)],
      ...[addresses.tracking, addresses.redis],
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
};

test.skipIf(noRedis)(
  "three workers share the trials of a sweep: each has one result, and a second sweep runs none",
  async () => {
    const trials = Array.from({ length: 12 }, (_, seed) => tinyTrial(1, { seed }));
    const stop = new AbortController();
    const working = ["a", "b", "c"].map((name) =>
      laboratory.work(name, { openWorker: idleWorker, signal: stop.signal }),
    );
    const { result } = await laboratory.sweep("shared", trials);
    expect(result).toMatchObject({ failed: [], interrupted: false });
    expect(result.rows).toHaveLength(12);
    const again = await laboratory.sweep("shared", trials);
    expect(again.result.rows).toHaveLength(12);
    stop.abort();
    const events = (await Promise.all(working)).flat();
    expect(events.filter(({ kind }) => kind === "started")).toHaveLength(12);
    expect(JSON.stringify(events)).not.toContain("s3cret");
    await expectUndisturbed(laboratory, "shared", trials, idleWorker);
  },
);

test.skipIf(noRedis).each(["SIGKILL", "SIGSTOP"] as const)(
  "a trial whose worker got %s resumes elsewhere from its snapshot, and neither loses nor repeats a point",
  async (signal) => {
    const trials = [tinyTrial(4, { epochs: 30, seed: signal === "SIGKILL" ? 1 : 2 })];
    const swept = laboratory.sweep(signal, trials);
    await isQueued();
    const child = otherWorker(`lost-${signal}`);
    await laboratory.hasSnapshot(signal);
    child.kill(signal);
    const stop = new AbortController();
    const working = laboratory.work(`rescue-${signal}`, {
      ...{ openWorker: inProcessWorker, signal: stop.signal },
    });
    const { result } = await swept;
    expect(result.failed.map(({ reason }) => reason)).toEqual([]);
    if (signal === "SIGSTOP") {
      child.kill("SIGCONT"); // it learns that it lost the trial
      expect(await once(child, "exit")).toEqual([0, null]);
    }
    stop.abort();
    const started = (await working).find((event) => event.kind === "started");
    expect(started?.from?.epoch).toBeGreaterThan(0);
    await expectUndisturbed(laboratory, signal, trials, inProcessWorker);
    child.kill("SIGKILL");
  },
  240_000,
);

test.skipIf(noRedis)(
  "kill -9 of Redis loses nothing: it reads its append-only file, and the sweep goes on",
  async () => {
    const trials = Array.from({ length: 20 }, (_, seed) => tinyTrial(2, { seed }));
    const stop = new AbortController();
    const working = laboratory.work("d", { openWorker: idleWorker, signal: stop.signal });
    const swept = laboratory.sweep("restarted", trials);
    await expect
      .poll(async () => (await laboratory.runsOf("restarted")).length, { timeout: 60_000 })
      .toBeGreaterThan(2);
    await laboratory.redis.kill();
    await laboratory.redis.start();
    const { result } = await swept;
    expect(result.failed).toEqual([]);
    expect(result.rows).toHaveLength(20);
    stop.abort();
    await working;
    await expectUndisturbed(laboratory, "restarted", trials, idleWorker);
  },
  240_000,
);
