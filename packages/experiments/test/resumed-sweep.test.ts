import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmdirSync } from "node:fs";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { decodeSafetensors, encodeSafetensors } from "@vae-lab/core";
import { withDigest } from "@vae-lab/core/checkpoints";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, mlflowClient } from "mlflow-js-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isDrawn } from "../src/figures/drawn-epochs.ts";
import { codesPath, tags } from "../src/metrics/metrics.ts";
import { planOf } from "../src/sweep/plan.ts";
import { subsampleSteps } from "../src/sweep/subsample-steps.ts";
import type { SweepEvent, SweepResult } from "../src/sweep/sweep-events.ts";
import { forkWorker, startWorker } from "../src/sweep/workers/fork-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import {
  durableJournalIn,
  type Laboratory,
  noticesOf,
  openLaboratory,
  tinyTrial,
} from "./laboratory.ts";
import { runSource } from "./run-source.ts";

const laboratories: Laboratory[] = [];
let laboratory: Laboratory;
const open = async () => {
  const one = await openLaboratory();
  laboratories.push(one);
  return one;
};
beforeEach(async () => {
  asked = short;
  laboratory = await open();
});
afterEach(async () => {
  for (const one of laboratories.splice(0)) await one.close();
});

/** What is asked of the sweeps of a test: one trial, whose id and steps per epoch are told. */
const askFor = async (trainSize: number) => {
  const trial = tinyTrial(1, { dataset: { name: "bars", trainSize, testSize: 500 }, epochs: 4 });
  const id = (await planOf([trial])).trials[0]?.id ?? "";
  return { trials: [trial], id, perEpoch: Math.ceil(trainSize / trial.batchSize) };
};
const short = await askFor(2_000);
const long = await askFor(40_000); // an epoch takes longer than a signal
let asked = short;

const folderOf = ({ workspace }: Laboratory) => join(workspace, "trials", asked.id);
const fileIn = (lab: Laboratory, name: string) => join(folderOf(lab), name);
const startOf = (events: readonly SweepEvent[]) =>
  events.find((event) => event.kind === "started") as SweepEvent & { kind: "started" };
const resumed = () => laboratory.sweep({ trials: asked.trials, openWorker: inProcessWorker });
const testMetricsOf = ({ rows }: SweepResult) =>
  Object.entries(rows[0]?.metrics ?? {}).filter(([key]) => key.startsWith("test/"));

/** The steps of a measure in the order in which tracking tells them. */
const stepsOf = async (client: MlflowClient, runId: string, key: string) => {
  const steps: number[] = [];
  for await (const { step } of client.metrics.history({ runId, key })) steps.push(step);
  return steps;
};

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** After which epoch it can go on: how many are kept hangs on the clock. */
const keptEpoch = async (): Promise<number> => {
  const file = await readFile(fileIn(laboratory, "snapshot.safetensors"));
  return Number(decodeSafetensors(file).metadata.epoch);
};

/** Stops it once its second epoch is told, as Ctrl-C does. */
const stopAfterSecond = async (lab: Laboratory) => {
  const stop = new AbortController();
  const { result } = await lab.sweep({
    trials: asked.trials,
    openWorker: inProcessWorker,
    signal: stop.signal,
    onEvent: (event) => {
      if (event.kind === "epoch" && event.epoch === 2) stop.abort();
    },
  });
  expect(result).toMatchObject({ rows: [], interrupted: true });
};

const checkpointOf = (lab: Laboratory) => readFile(fileIn(lab, "checkpoint.safetensors"));
const unstoppedOf = async () => {
  const whole = await open();
  const { result } = await whole.sweep({ trials: asked.trials });
  return { metrics: testMetricsOf(result), checkpoint: await checkpointOf(whole) };
};
const known = new Map<string, Awaited<ReturnType<typeof unstoppedOf>>>();
/** The result is that of a sweep that was not stopped, which is made once for all tests of a trial. */
const expectAsUnstopped = async (result: SweepResult) => {
  const unstopped = known.get(asked.id) ?? (await unstoppedOf());
  known.set(asked.id, unstopped);
  expect(testMetricsOf(result)).toEqual(unstopped.metrics);
  expect(await checkpointOf(laboratory)).toEqual(unstopped.checkpoint);
};

/** The run has each step once, and nothing is left in the trial's folder to go on from. */
const expectWhole = async (firstEpoch = 1) => {
  const { client } = laboratory;
  const run = (await laboratory.runs()).find(({ info }) => info.status === "FINISHED");
  const runId = run?.info.runId ?? "";
  const isKept = subsampleSteps(4 * asked.perEpoch);
  const steps = upTo(4 * asked.perEpoch, (firstEpoch - 1) * asked.perEpoch + 1).filter(isKept);
  expect(await stepsOf(client, runId, "train/loss")).toEqual(steps);
  const epochs = upTo(4, firstEpoch);
  expect(await stepsOf(client, runId, "test/elbo")).toEqual(epochs);
  expect(await stepsOf(client, runId, "system/images_per_second")).toEqual(epochs);
  const drawn = epochs.filter((epoch) => isDrawn(epoch, epoch === 4));
  const images = await client.artifacts.list({ runId, path: "images" });
  expect(images).toHaveLength(4 * drawn.length);
  for (const epoch of drawn) await client.artifacts.download({ runId, path: codesPath(epoch) });
  expect((await readdir(folderOf(laboratory))).sort()).toEqual([
    "checkpoint.safetensors",
    "config.json",
    "log.txt",
    "measures.json",
    "result.json",
    "training-state.safetensors",
  ]);
  return run;
};

test("a trial whose worker is killed with SIGKILL resumes when the sweep runs again: the same bits, one run, each step once", async () => {
  asked = long;
  const child = startWorker();
  const killed = await laboratory.sweep({
    trials: asked.trials,
    openWorker: () => forkWorker(child),
    retryDelaysMs: [], // the only worker is dead
    onEvent: (event) => {
      if (event.kind === "epoch" && event.epoch === 2) child.kill("SIGKILL");
    },
  });
  expect(killed.result.failed).toMatchObject([{ reason: "the worker died (SIGKILL)" }]);
  const epoch = await keptEpoch();
  const { result, events } = await laboratory.sweep({ trials: asked.trials });
  expect(startOf(events).from).toEqual({ epoch, step: epoch * asked.perEpoch });
  expect(noticesOf(events)).toEqual([]);
  expect(await laboratory.runs()).toHaveLength(1);
  const run = await expectWhole();
  expect(run?.data.tags).not.toHaveProperty(tags.firstEpoch);
  expect(Number(run?.data.tags[tags.stopped])).toBeGreaterThan(0);
  await expectAsUnstopped(result);

  const log = await readFile(fileIn(laboratory, "log.txt"), "utf8");
  for (const line of ["epoch 1:", "FAILED: the worker died", `resumes after epoch ${epoch}`])
    expect(log).toContain(line);
  const again = await laboratory.sweep({ trials: asked.trials });
  expect(again.result.rows[0]?.metrics).toEqual(result.rows[0]?.metrics);
  expect(again.result.rows[0]?.seconds).toBeCloseTo(result.rows[0]?.seconds ?? 0, 1);
});

test("a trial resumes as often as it is stopped", async () => {
  await stopAfterSecond(laboratory);
  await stopAfterSecond(laboratory);
  const { result } = await resumed();
  expect(await laboratory.runs()).toHaveLength(1);
  await expectWhole();
  await expectAsUnstopped(result);
});

test("if tracking has no run up to the snapshot, a new run begins there and says so", async () => {
  await stopAfterSecond(laboratory);
  const epoch = await keptEpoch();
  for (const { info } of await laboratory.runs()) await laboratory.client.runs.delete(info.runId);
  const { result, events } = await resumed();
  const [notice] = noticesOf(events);
  expect(notice).toContain(
    `resumes in a new run, because tracking has no run of it up to epoch ${epoch}`,
  );
  const run = await expectWhole(epoch + 1);
  expect(run?.data.tags[tags.firstEpoch]).toBe(String(epoch + 1));
  await expectAsUnstopped(result);
});

test("a trial whose snapshot is damaged or of other data starts again, in a new run and with a notice; the snapshot is set aside", async () => {
  await stopAfterSecond(laboratory);
  const file = fileIn(laboratory, "snapshot.safetensors");
  const whole = await readFile(file);
  const { tensors, metadata } = decodeSafetensors(whole);
  const epoch = await keptEpoch();
  expect(metadata).toMatchObject({ trial: asked.id, step: String(epoch * asked.perEpoch) });
  const { "data.hash": hash, ...rest } = JSON.parse(metadata.circumstances ?? "");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const circumstances = JSON.stringify({ ...rest, "data.hash": "0123" });
  const ofOtherData = await withDigest((digest) =>
    encodeSafetensors(tensors, { ...metadata, circumstances, ...digest }),
  );
  for (const [content, why] of [
    [whole.subarray(0, -4), "the file is damaged"],
    [ofOtherData, `data.hash was 0123 and is ${hash}`],
  ] as const) {
    await writeFile(file, content);
    const stop = new AbortController();
    const { events } = await laboratory.sweep({
      trials: asked.trials,
      openWorker: inProcessWorker,
      signal: stop.signal,
      onEvent: ({ kind }) => {
        if (kind === "notice") stop.abort();
      },
    });
    expect(startOf(events).from).toBeUndefined();
    const rejected = fileIn(laboratory, "snapshot.rejected.safetensors");
    expect(noticesOf(events)).toHaveLength(1);
    expect(noticesOf(events)[0]).toContain(
      `starts again, because its snapshot cannot be used (${why}`,
    );
    expect(noticesOf(events)[0]).toContain(`is kept as ${rejected}`);
    expect(await readFile(rejected)).toEqual(Buffer.from(content));
  }
  const { result } = await resumed();
  await expectWhole();
  await expectAsUnstopped(result);
});

test("a trial goes on without a snapshot that cannot be written, with a notice", async () => {
  const inTheWay = fileIn(laboratory, "snapshot.safetensors");
  const { result, events } = await laboratory.sweep({
    trials: asked.trials,
    openWorker: inProcessWorker,
    onEvent: (event) => {
      if (event.kind === "epoch" && event.epoch === 1) mkdirSync(inTheWay);
      if (event.kind === "epoch" && event.epoch === 4) rmdirSync(inTheWay);
    },
  });
  expect(result.rows).toHaveLength(1);
  expect(noticesOf(events)).toEqual([expect.stringContaining("cannot save a snapshot")]);
  await expectWhole();
});

test("a trial of one epoch keeps no snapshot", async () => {
  const kinds: string[] = [];
  const worker = inProcessWorker();
  await laboratory.sweep({
    trials: [tinyTrial(1)],
    openWorker: () => ({
      ...worker,
      run: async function* (...asked) {
        for await (const event of worker.run(...asked)) {
          kinds.push(event.kind);
          yield event;
        }
      },
    }),
  });
  expect(kinds).toContain("finished");
  expect(kinds).not.toContain("snapshot");
});

test("kill -9 of a sweep whose server is away: what it logged is sent, and its run is resumed", async () => {
  const { workspace } = laboratory;
  const serve = async (port: number) => {
    const server = openTrackingServer({ folder: join(workspace, "remote") });
    const { url, close } = await listen({ app: server.app, port });
    return { url, close: () => close().then(() => server.close()) };
  };
  const before = await serve(0);
  const epochs = 50; // more than it can make before the signal reaches it
  const program = [runSource, join(import.meta.dirname, "killed-sweep.ts")];
  const args = [...program, workspace, before.url, String(epochs)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const exited = once(child, "exit");
  let [finished, since] = [false, 0];
  for await (const line of createInterface({ input: child.stdout })) {
    finished ||= line === "finished";
    if (finished && line === "epoch") since++;
    if (since === 2 && line === "epoch") await before.close();
    if (since === 6) child.kill("SIGKILL");
  }
  expect((await exited)[1]).toBe("SIGKILL");

  const after = await serve(Number(new URL(before.url).port));
  const client = mlflowClient({ trackingUri: after.url });
  const trials = [tinyTrial(4, { epochs })];
  const journal = await durableJournalIn(workspace);
  const openWorker = inProcessWorker;
  const { result, events } = await laboratory.sweep({ client, journal, trials, openWorker });
  expect(startOf(events).from?.epoch).toBeGreaterThan(0);
  const runId = result.rows[0]?.runId ?? "";
  expect(await stepsOf(client, runId, "test/elbo")).toEqual(upTo(epochs));
  expect(await stepsOf(client, runId, "train/loss")).toEqual(upTo(3 * epochs));
  const statuses: string[] = [];
  for await (const { info } of client.runs.search({ experimentIds: ["1"] }))
    statuses.push(info.status);
  expect(statuses).toEqual(["FINISHED", "FINISHED"]);
  const [planned] = (await planOf(trials)).trials;
  const left = join(workspace, "trials", planned?.id ?? "", "snapshot.safetensors");
  await expect(access(left)).rejects.toThrow("ENOENT");
  await after.close();
}, 120_000);
