import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelQueuedSweep, redisAddress } from "../src/queue/index.ts";
import { idleWorker } from "./idle-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { noticesOf, tinyTrial } from "./laboratory.ts";
import { pacedWorker } from "./paced-worker.ts";
import {
  expectUndisturbed,
  openQueueLaboratory,
  type QueueLaboratory,
} from "./queue-laboratory.ts";
import { noRedis } from "./redis-server.ts";
import { runSource } from "./run-source.ts";

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
      runSource,
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
    const trials = [tinyTrial(4, { epochs: 20, seed: signal === "SIGKILL" ? 1 : 2 })];
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
  "a worker without the files of the data trains on their copy in tracking, with the same bits",
  async () => {
    const file = join(laboratory.folder, "table.csv");
    const row = (i: number) => [Math.sin(i), Math.cos(3 * i), i % 7, `class ${i % 2}`].join(",");
    await writeFile(
      file,
      ["a,b,c,kind", ...Array.from({ length: 80 }, (_, i) => row(i))].join("\n"),
    );
    const dataset = { name: "table", train: file, labels: "kind", scale: "standardise" };
    const model = { kind: "vae", latent: 2, hidden: [8], likelihood: { kind: "learned-gaussian" } };
    const trials = [1, 2].map((seed) => tinyTrial(1, { dataset, model, seed }));
    const swept = laboratory.sweep("own data", trials);
    await isQueued();
    await rename(file, `${file}.away`);
    const stop = new AbortController();
    const working = laboratory.work("without-data", {
      ...{ openWorker: inProcessWorker, signal: stop.signal },
    });
    const { result } = await swept;
    stop.abort();
    await working;
    expect(result.failed.map(({ reason }) => reason)).toEqual([]);
    const home = join(laboratory.folder, "without-data", "data");
    expect(await readdir(home)).toEqual([`${result.rows[0]?.dataHash}.safetensors`]);
    await rename(`${file}.away`, file);
    await expectUndisturbed(laboratory, "own data", trials, inProcessWorker);
  },
);

test.skipIf(noRedis)(
  "no more trials run at the same time than the queue allows, and cancelling ends the sweep",
  async () => {
    const trials = Array.from({ length: 6 }, (_, seed) => tinyTrial(3, { seed, epochs: 2 }));
    const stop = new AbortController();
    const options = { openWorker: pacedWorker(150), signal: stop.signal };
    const swept = laboratory.sweep("cancelled", trials, { concurrency: 1 });
    await isQueued();
    const working = ["e", "f"].map((name) => laboratory.work(name, options));
    await expect
      .poll(async () => (await laboratory.runsOf("cancelled")).length, { timeout: 15_000 })
      .toBe(3);
    const address = redisAddress(laboratory.redis.url, {});
    expect(await cancelQueuedSweep(address, "cancelled")).toEqual({ removed: 3, running: 1 });
    const { result, events } = await swept;
    expect(result).toMatchObject({ failed: [], interrupted: true });
    expect(result.rows).toHaveLength(3);
    expect(noticesOf(events).at(-1)).toMatch(/^3 trials are out of the queue and did not run:/);
    const again = await laboratory.sweep("cancelled", trials, { concurrency: 0 });
    expect(again.result.rows).toHaveLength(6);
    stop.abort();
    await Promise.all(working);
    const runs = await laboratory.runsOf("cancelled");
    const times = runs.map(({ info }) => [info.startTime, info.endTime ?? 0] as const);
    const [first, second, third] = times.sort(([a], [b]) => a - b);
    expect(first?.[1]).toBeLessThanOrEqual(second?.[0] ?? 0);
    expect(second?.[1]).toBeLessThanOrEqual(third?.[0] ?? 0);
    await expectUndisturbed(laboratory, "cancelled", trials, pacedWorker(0));
  },
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
