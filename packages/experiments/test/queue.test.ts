import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { Redis } from "ioredis";
import { type MlflowClient, mlflowClient, type Run } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TrialConfig } from "../src/config/trial-config.ts";
import { tags } from "../src/metrics/metrics.ts";
import { redisAddress, sweepThroughQueue, workForQueue } from "../src/queue/index.ts";
import type { SweepEvent } from "../src/sweep/sweep-events.ts";
import { openWorkspace } from "../src/workspace/workspace.ts";
import { idleWorker } from "./idle-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { openLaboratory, tinyTrial } from "./laboratory.ts";
import { noRedis, openRedis, type RedisServer } from "./redis-server.ts";

if (noRedis !== undefined) console.log(`the tests of the queue are skipped: ${noRedis}`);

let folder: string;
let redis: RedisServer;
let url: string;
let client: MlflowClient;
let closeServer: () => Promise<void>;
beforeAll(async () => {
  if (noRedis !== undefined) return;
  folder = await mkdtemp(join(tmpdir(), "vae-lab-queue-"));
  redis = await openRedis();
  const server = openTrackingServer({ folder: join(folder, "tracking") });
  const listening = await listen({ app: server.app, port: 0 });
  url = listening.url;
  client = mlflowClient({ trackingUri: url, retry: { retries: 0 } });
  closeServer = async () => {
    await listening.close();
    server.close();
  };
});
afterAll(async () => {
  await closeServer?.();
  await redis?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Leases short enough for a test. */
const leases = { lockMs: 6_000, stalledMs: 1_000, snapshotEveryMs: 0 };

const sweep = async (study: string, trials: readonly TrialConfig[]) => {
  const events: SweepEvent[] = [];
  const result = await sweepThroughQueue({
    ...{ study, trials, client, address: redisAddress(redis.url, {}) },
    workspace: await openWorkspace(join(folder, "sweep")),
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  return { result, events };
};

/** A worker in this process with its own workspace. */
const work = async (name: string, signal: AbortSignal, openWorker = inProcessWorker) => {
  const events: SweepEvent[] = [];
  await workForQueue({
    ...{ client, signal, openWorker, ...leases, workers: 1, stopsWhenIdle: false },
    address: redisAddress(redis.url, {}),
    workspace: await openWorkspace(join(folder, name)),
    onEvent: (event) => events.push(event),
  });
  return events;
};

const isQueued = async (): Promise<void> => {
  const probe = new Redis(redis.url);
  probe.on("error", () => undefined);
  const waiting = () => probe.keys("vae-lab:*:wait");
  await expect.poll(waiting, { timeout: 60_000 }).not.toEqual([]);
  probe.disconnect();
};

/** A worker in another process. */
const otherWorker = (name: string): ChildProcess =>
  spawn(
    process.execPath,
    [
      ...["--conditions=@vae-lab/source", "--import", import.meta.resolve("tsx")],
      ...[join(import.meta.dirname, "queue-worker.ts"), join(folder, name), url, redis.url],
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );

const runsOf = async (study: string): Promise<Run[]> => {
  const experiment = await client.experiments.getByName(study);
  const runs: Run[] = [];
  if (experiment === undefined) return runs;
  for await (const run of client.runs.search({ experimentIds: [experiment.experimentId] }))
    runs.push(run);
  return runs;
};

/** Waits until tracking has a snapshot of a study's trial. */
const hasSnapshot = async (study: string): Promise<void> => {
  const files = async () => {
    const [run] = await runsOf(study);
    const found = run && (await client.artifacts.list({ runId: run.info.runId }));
    return found?.map(({ path }) => path) ?? [];
  };
  await expect.poll(files, { timeout: 100_000 }).toContain("snapshot.safetensors");
};

const checkpointOf = (runId: string): Promise<Uint8Array> =>
  client.artifacts.download({ runId, path: "checkpoint.safetensors" });

test.skipIf(noRedis)(
  "three workers share the trials of a sweep: each has one result, and a second sweep runs none",
  async () => {
    const trials = Array.from({ length: 12 }, (_, seed) => tinyTrial(1, { seed }));
    const stop = new AbortController();
    const working = ["a", "b", "c"].map((name) => work(name, stop.signal, idleWorker));
    const { result } = await sweep("shared", trials);
    expect(result).toMatchObject({ failed: [], interrupted: false });
    expect(result.rows).toHaveLength(12);
    const runs = await runsOf("shared");
    expect(runs.map(({ info }) => info.status)).toEqual(Array(12).fill("FINISHED"));
    const again = await sweep("shared", trials);
    expect(again.result.rows).toHaveLength(12);
    stop.abort();
    const events = (await Promise.all(working)).flat();
    expect(events.filter(({ kind }) => kind === "started")).toHaveLength(12);
    expect(JSON.stringify(events)).not.toContain("s3cret");
  },
);

test.skipIf(noRedis).each(["SIGKILL", "SIGSTOP"] as const)(
  "a trial whose worker got %s resumes elsewhere from its snapshot, with the same bits as an undisturbed trial",
  async (signal) => {
    const epochs = 30;
    const trials = [tinyTrial(4, { epochs, seed: signal === "SIGKILL" ? 1 : 2 })];
    const swept = sweep(signal, trials);
    await isQueued();
    const child = otherWorker(`lost-${signal}`);
    await hasSnapshot(signal);
    child.kill(signal);
    const stop = new AbortController();
    const working = work(`rescue-${signal}`, stop.signal);
    const { result } = await swept;
    expect(result.failed.map(({ reason }) => reason)).toEqual([]);
    const [row] = result.rows;
    if (signal === "SIGSTOP") {
      child.kill("SIGCONT"); // it learns that it lost the trial
      expect(await once(child, "exit")).toEqual([0, null]);
    }
    stop.abort();
    const started = (await working).find((event) => event.kind === "started");
    expect(started?.from?.epoch).toBeGreaterThan(0);
    const runs = await runsOf(signal);
    expect(runs.filter(({ info }) => info.status === "RUNNING")).toEqual([]);
    const finished = runs.filter(({ info }) => info.status === "FINISHED");
    expect(finished.map(({ info }) => info.runId)).toEqual([row?.runId]);
    const first = Number(finished[0]?.data.tags[tags.firstEpoch] ?? 1);
    const history = await client.metrics.history({ runId: row?.runId ?? "", key: "test/elbo" });
    const points: [number, number][] = [];
    for await (const { step, value } of history) points.push([step, value]);
    const byStep = new Map(points);
    expect([...byStep.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: epochs + 1 - first }, (_, index) => first + index),
    );
    // A frozen worker sends what it had computed when it wakes: the same values.
    if (signal === "SIGKILL") expect(points).toHaveLength(byStep.size);
    for (const [step, value] of points) expect(value).toBe(byStep.get(step));

    const undisturbed = await openLaboratory();
    const alone = await undisturbed.sweep({ trials, openWorker: inProcessWorker });
    const file = join(undisturbed.workspace, "trials", row?.id ?? "", "checkpoint.safetensors");
    expect(await checkpointOf(row?.runId ?? "")).toEqual(new Uint8Array(await readFile(file)));
    expect(row?.metrics["test/elbo"]).toBe(alone.result.rows[0]?.metrics["test/elbo"]);
    await undisturbed.close();
    child.kill("SIGKILL");
  },
  240_000,
);

test.skipIf(noRedis)(
  "kill -9 of Redis loses nothing: it reads its append-only file, and the sweep goes on",
  async () => {
    const trials = Array.from({ length: 20 }, (_, seed) => tinyTrial(2, { seed }));
    const stop = new AbortController();
    const working = work("d", stop.signal, idleWorker);
    const swept = sweep("restarted", trials);
    await expect
      .poll(async () => (await runsOf("restarted")).length, { timeout: 60_000 })
      .toBeGreaterThan(2);
    await redis.kill();
    await redis.start();
    const { result } = await swept;
    expect(result.failed).toEqual([]);
    expect(result.rows).toHaveLength(20);
    stop.abort();
    await working;
    const runs = await runsOf("restarted");
    const finished = runs.filter(({ info }) => info.status === "FINISHED");
    expect(new Set(finished.map(({ data }) => data.tags["vae_lab.trial"])).size).toBe(20);
    expect(finished).toHaveLength(20);
  },
  240_000,
);
