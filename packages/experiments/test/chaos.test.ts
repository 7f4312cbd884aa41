import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rng } from "@vae-lab/core";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient, type Run } from "mlflow-js-client";
import { expect, test } from "vitest";
import { tags } from "../src/metrics/metrics.ts";
import { planOf } from "../src/sweep/plan.ts";
import { chaosTrials } from "./chaos-trials.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { type Laboratory, openLaboratory } from "./laboratory.ts";
import { runSource } from "./run-source.ts";

/** How many times a process is killed; `npm run test:chaos` kills 50 times. */
const kills = Number(process.env.VAE_LAB_SWEEP_KILLS ?? 1);
/** Trials for one kill in about each second one. */
const trials = chaosTrials(Math.ceil(kills / 2) + 1);

const draws = rng(1).uniforms(kills);
let drawn = 0;
const nextFraction = (): number => draws[drawn++] ?? 0;

const sweepProcess = (laboratory: Laboratory, url: string, index: number): ChildProcess =>
  spawn(
    process.execPath,
    [
      runSource,
      ...[join(import.meta.dirname, "chaos-sweep.ts"), laboratory.workspace, url],
      ...[String(trials.length), String(index)],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );

/** Runs a sweep process until it ends, and kills it at random moments while there are kills left. */
const disturbed = async (start: () => ChildProcess, takeKill: () => boolean): Promise<void> => {
  for (;;) {
    const child = start();
    const exit = once(child, "exit");
    const begun = child.stdout ? once(child.stdout, "data") : Promise.resolve();
    child.stdout?.resume();
    await Promise.race([begun, exit]);
    if (takeKill()) {
      await Promise.race([sleep(3_000 * nextFraction()), exit]);
      child.kill("SIGKILL");
    }
    const [code, signal] = await exit;
    if (code === 0) return;
    expect(signal).toBe("SIGKILL");
  }
};

test(`two sweeps of one workspace that are killed ${kills} times end as an undisturbed one`, async () => {
  const laboratory = await openLaboratory();
  const server = openTrackingServer({ folder: join(laboratory.workspace, "remote") });
  const { url, close } = await listen({ app: server.app, port: 0 });
  let left = kills;
  await Promise.all(
    [0, 1].map((index) =>
      disturbed(
        () => sweepProcess(laboratory, url, index),
        () => left-- > 0,
      ),
    ),
  );
  expect(left).toBeLessThanOrEqual(0);

  const quiet = await openLaboratory();
  const { result } = await quiet.sweep({ trials, openWorker: inProcessWorker });
  const runs: Run[] = [];
  const client = mlflowClient({ trackingUri: url });
  for await (const run of client.runs.search({ experimentIds: ["1"] })) runs.push(run);
  const finished = runs.filter(({ info }) => info.status === "FINISHED");
  const ids = (await planOf(trials)).trials.map(({ id }) => id);
  expect(finished.map(({ data }) => data.tags[tags.trial]).sort()).toEqual([...ids].sort());
  expect(runs.filter(({ info }) => info.status === "RUNNING")).toEqual([]);
  for (const row of result.rows) {
    const file = join("trials", row.id, "checkpoint.safetensors");
    const bytes = await readFile(join(laboratory.workspace, file));
    expect(bytes.equals(await readFile(join(quiet.workspace, file))), row.label).toBe(true);
    const run = finished.find(({ data }) => data.tags[tags.trial] === row.id);
    for (const { key, value } of run?.data.metrics ?? [])
      if (key.startsWith("test/")) expect([key, value]).toEqual([key, row.metrics[key]]);
  }
  await close();
  server.close();
  await quiet.close();
  await laboratory.close();
}, 3_600_000);
