import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient, type Run } from "mlflow-js-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../src/sweep/plan.ts";
import type { SweepEvent } from "../src/sweep/sweep-events.ts";
import { idleWorker } from "./idle-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { durableJournalIn, type Laboratory, openLaboratory, tinyTrial } from "./laboratory.ts";
import { runSource } from "./run-source.ts";

let laboratory: Laboratory;
beforeEach(async () => {
  laboratory = await openLaboratory();
});
afterEach(() => laboratory.close());

const startsOf = (events: readonly SweepEvent[]): string[] =>
  events.flatMap((event) => (event.kind === "started" ? [event.trial.id] : []));

test("four sweeps of one workspace share its trials: each runs once, and all have all results", async () => {
  const trials = Array.from({ length: 40 }, (_, seed) => tinyTrial(1, { seed }));
  const sweeps = await Promise.all(
    Array.from({ length: 4 }, () =>
      laboratory.sweep({ trials, workers: 2, openWorker: idleWorker }),
    ),
  );
  const plan = await planOf(trials);
  const ids = plan.trials.map(({ id }) => id);
  expect(sweeps.flatMap(({ events }) => startsOf(events)).sort()).toEqual(ids.sort());
  for (const { result } of sweeps) {
    expect(result).toMatchObject({ failed: [], interrupted: false });
    expect(result.rows).toHaveLength(40);
  }
  const runs = await laboratory.runs();
  expect(runs.map(({ info }) => info.status)).toEqual(Array(40).fill("FINISHED"));
});

const openServer = async () => {
  const server = openTrackingServer({ folder: join(laboratory.workspace, "remote") });
  const { url, close } = await listen({ app: server.app, port: 0 });
  return {
    url,
    close: async () => {
      await close();
      server.close();
    },
  };
};

/** A sweep in another process, and a promise of the first epoch of its second trial. */
const otherSweep = (url: string): { child: ChildProcess; isUnderWay: Promise<void> } => {
  const child = spawn(
    process.execPath,
    [runSource, ...[join(import.meta.dirname, "killed-sweep.ts"), laboratory.workspace, url, "30"]],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const isUnderWay = (async () => {
    let isSecond = false;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === "finished") isSecond = true;
      if (line === "epoch" && isSecond) return;
    }
    throw new Error("the other sweep ended");
  })();
  return { child, isUnderWay };
};

test.each(["SIGKILL", "SIGSTOP"] as const)(
  "a trial of a process that got %s is taken over from its snapshot, and ends with the same bytes",
  async (signal) => {
    const server = await openServer();
    const { child, isUnderWay } = otherSweep(server.url);
    const trials = [tinyTrial(1), tinyTrial(4, { epochs: 30 })];
    try {
      await isUnderWay;
      child.kill(signal);
      const client = mlflowClient({ trackingUri: server.url });
      const { result } = await laboratory.sweep({
        ...{ trials, client, openWorker: inProcessWorker, leaseMs: 3_000 },
        journal: await durableJournalIn(join(laboratory.workspace, "own")),
      });
      expect(result.failed).toEqual([]);
      expect(result.rows).toHaveLength(2);
      const file = join("trials", result.rows[1]?.id ?? "", "checkpoint.safetensors");
      const ours = await readFile(join(laboratory.workspace, file));
      if (signal === "SIGSTOP") {
        child.kill("SIGCONT"); // it learns that it lost the trial, and finds the result
        const [code] = await once(child, "exit");
        expect(code).toBe(0);
      }
      expect(await readFile(join(laboratory.workspace, file))).toEqual(ours);
      const runs: Run[] = [];
      for await (const run of client.runs.search({ experimentIds: ["1"] })) runs.push(run);
      expect(runs.filter(({ info }) => info.status === "FINISHED")).toHaveLength(2);
      expect(runs.filter(({ info }) => info.status === "RUNNING")).toEqual([]);

      const undisturbed = await openLaboratory();
      await undisturbed.sweep({ trials: trials.slice(1), openWorker: inProcessWorker });
      expect(await readFile(join(undisturbed.workspace, file))).toEqual(ours);
      await undisturbed.close();
    } finally {
      child.kill("SIGKILL");
      await server.close();
    }
  },
  120_000,
);
