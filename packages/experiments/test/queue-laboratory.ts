import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, mlflowClient, type Run } from "mlflow-js-client";
import { expect } from "vitest";
import type { TrialConfig } from "../src/config/trial-config.ts";
import { runFiles, tags } from "../src/metrics/metrics.ts";
import { redisAddress, sweepThroughQueue, workForQueue } from "../src/queue/index.ts";
import type { SweepEvent, SweepResult } from "../src/sweep/sweep-events.ts";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";
import { openWorkspace } from "../src/workspace/workspace.ts";
import { openLaboratory } from "./laboratory.ts";
import { openRedis, type RedisServer } from "./redis-server.ts";

/** Where the parts of a fleet are reached: the servers themselves, or proxies in front of them. */
export interface Addresses {
  readonly redis: string;
  readonly tracking: string;
}

interface WorkOptions {
  readonly openWorker: () => TrialWorker;
  readonly signal: AbortSignal;
  readonly via?: Addresses;
  readonly lockMs?: number;
  readonly stalledMs?: number;
}

/** A Redis, a tracking server, and sweeps and workers with workspaces of their own. */
export interface QueueLaboratory {
  readonly folder: string;
  readonly redis: RedisServer;
  readonly addresses: Addresses;
  readonly client: MlflowClient;
  sweep(
    study: string,
    trials: readonly TrialConfig[],
    options?: { readonly via?: Addresses; readonly concurrency?: number },
  ): Promise<{ result: SweepResult; events: SweepEvent[] }>;
  /** Runs trials in this process until the signal aborts. Returns the events. */
  work(name: string, options: WorkOptions): Promise<SweepEvent[]>;
  runsOf(study: string): Promise<Run[]>;
  /** Waits until tracking has a snapshot of a study's trial. */
  hasSnapshot(study: string): Promise<void>;
  stopTracking(): Promise<void>;
  startTracking(): Promise<void>;
  close(): Promise<void>;
}

export const openQueueLaboratory = async (): Promise<QueueLaboratory> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-queue-"));
  const redis = await openRedis();
  const open = async (port: number) => {
    const server = openTrackingServer({ folder: join(folder, "tracking") });
    const listening = await listen({ app: server.app, port });
    return {
      url: listening.url,
      close: async () => {
        await listening.close();
        server.close();
      },
    };
  };
  let tracking: Awaited<ReturnType<typeof open>> | undefined = await open(0);
  const addresses = { redis: redis.url, tracking: tracking.url };
  const clientOf = ({ tracking: trackingUri }: Addresses) =>
    mlflowClient({ trackingUri, retry: { retries: 0 } });
  const client = clientOf(addresses);

  const laboratory: QueueLaboratory = {
    ...{ folder, redis, addresses, client },
    sweep: async (study, trials, { via = addresses, ...options } = {}) => {
      const events: SweepEvent[] = [];
      const result = await sweepThroughQueue({
        ...{
          study,
          trials,
          client: clientOf(via),
          address: redisAddress(via.redis, {}),
          ...options,
        },
        workspace: await openWorkspace(join(folder, "sweep")),
        signal: new AbortController().signal,
        onEvent: (event) => events.push(event),
      });
      return { result, events };
    },
    work: async (name, { via = addresses, lockMs = 6_000, stalledMs = 1_000, ...options }) => {
      const events: SweepEvent[] = [];
      await workForQueue({
        ...{ ...options, lockMs, stalledMs, snapshotEveryMs: 0, workers: 1, stopsWhenIdle: false },
        ...{ client: clientOf(via), address: redisAddress(via.redis, {}) },
        workspace: await openWorkspace(join(folder, name)),
        onEvent: (event) => events.push(event),
      });
      return events;
    },
    runsOf: async (study) => {
      const experiment = await client.experiments.getByName(study);
      const runs: Run[] = [];
      if (experiment === undefined) return runs;
      for await (const run of client.runs.search({ experimentIds: [experiment.experimentId] }))
        runs.push(run);
      return runs;
    },
    hasSnapshot: async (study) => {
      const files = async () => {
        const [run] = await laboratory.runsOf(study);
        const found = run && (await client.artifacts.list({ runId: run.info.runId }));
        return found?.map(({ path }) => path) ?? [];
      };
      await expect.poll(files, { timeout: 100_000 }).toContain("snapshot.safetensors");
    },
    stopTracking: async () => {
      await tracking?.close();
      tracking = undefined;
    },
    startTracking: async () => {
      tracking = await open(Number(new URL(addresses.tracking).port));
    },
    close: async () => {
      await laboratory.stopTracking();
      await redis.close();
      await rm(folder, { recursive: true });
    },
  };
  return laboratory;
};

/** The points of a metric of a run, in the order of their steps. */
export const pointsOf = async (
  client: MlflowClient,
  runId: string,
  key: string,
): Promise<[step: number, value: number][]> => {
  const points: [number, number][] = [];
  for await (const { step, value } of client.metrics.history({ runId, key }))
    points.push([step, value]);
  return points.sort(([a], [b]) => a - b);
};

const isSpeed = (key: string): boolean => key.startsWith("system/");

/**
 * Each trial has exactly one finished run, in which each point is there once, and points, metrics and
 * checkpoint are those of an undisturbed sweep in one process.
 */
export const expectUndisturbed = async (
  { client, runsOf }: Pick<QueueLaboratory, "client" | "runsOf">,
  study: string,
  trials: readonly TrialConfig[],
  openWorker: () => TrialWorker,
): Promise<void> => {
  const quiet = await openLaboratory();
  const { result } = await quiet.sweep({ trials, openWorker });
  const runs = await runsOf(study);
  expect(runs.filter(({ info }) => info.status === "RUNNING")).toEqual([]);
  const finished = runs.filter(({ info }) => info.status === "FINISHED");
  const trialOf = ({ data }: Run) => data.tags[tags.trial];
  expect(finished.map(trialOf).sort()).toEqual(result.rows.map(({ id }) => id).sort());
  for (const row of result.rows) {
    const run = finished.find((one) => trialOf(one) === row.id);
    const runId = run?.info.runId ?? "";
    const keysOf = (one?: Run) => one?.data.metrics.map(({ key }) => key).sort() ?? [];
    const alone = await quiet.client.runs.get(row.runId);
    expect(keysOf(run)).toEqual(keysOf(alone));
    for (const key of keysOf(alone)) {
      const points = async (of: MlflowClient, id: string) =>
        (await pointsOf(of, id, key)).map(([step, value]) =>
          isSpeed(key) ? [step] : [step, value],
        );
      expect([row.label, key, await points(client, runId)]).toEqual([
        ...[row.label, key, await points(quiet.client, row.runId)],
      ]);
    }
    const path = runFiles.checkpoint;
    const [ours, theirs] = await Promise.all([
      client.artifacts.download({ runId, path }),
      quiet.client.artifacts.download({ runId: row.runId, path }),
    ]);
    expect(Buffer.from(ours).equals(theirs), row.label).toBe(true);
  }
  await quiet.close();
};
