import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { checkDigest } from "@vae-lab/core/checkpoints";
import { type Listening, listen, openTrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, mlflowClient, type Run } from "mlflow-js-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { codesPath, imageKinds, runFiles } from "../src/metrics/metrics.ts";
import type { SweepEvent } from "../src/sweep/sweep-events.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import {
  durableJournalIn,
  type Laboratory,
  noticesOf,
  openLaboratory,
  tinyTrial,
} from "./laboratory.ts";
import { runSource } from "./run-source.ts";

let laboratory: Laboratory;
beforeEach(async () => {
  laboratory = await openLaboratory();
});
afterEach(() => laboratory.close());

const openWorker = inProcessWorker;
const trials = [tinyTrial(1), tinyTrial(4)];
const sweep = async (options: object = {}) =>
  laboratory.sweep({
    trials,
    openWorker,
    journal: await durableJournalIn(laboratory.workspace),
    ...options,
  });

const away = (): never => {
  throw new TypeError("connection refused");
};

/** All that a trial of one epoch logs has arrived, and arrived once. */
const expectWhole = async (client: MlflowClient, { info, data }: Run) => {
  const { runId } = info;
  expect(info.status).toBe("FINISHED");
  expect(data.params).toMatchObject({ "model.kind": "vae", seed: "1" });
  const steps: number[] = [];
  for await (const { step } of client.metrics.history({ runId, key: "train/elbo" }))
    steps.push(step);
  expect(steps).toEqual([1, 2, 3]);
  expect(data.metrics.map(({ key }) => key)).toContain("test/elbo");
  const images = await client.artifacts.list({ runId, path: "images" });
  expect(images).toHaveLength(imageKinds.length);
  await client.artifacts.download({ runId, path: codesPath(1) });
  const files = await client.artifacts.list({ runId });
  expect(
    files
      .filter(({ isDir }) => !isDir)
      .map(({ path }) => path)
      .sort(),
  ).toEqual([...Object.values(runFiles), "log.txt"].sort());
  const checkpoint = await client.artifacts.download({ runId, path: runFiles.checkpoint });
  expect(await checkDigest(checkpoint)).toBe("intact");
  const log = await client.artifacts.download({ runId, path: "log.txt" });
  expect(new TextDecoder().decode(log)).toContain("finished after");
};

test("results of a sweep whose tracking goes away are sent by the next sweep, which runs nothing again", async () => {
  laboratory.intercept = ({ url }) => {
    if (url.endsWith("log-batch")) laboratory.intercept = away;
    if (laboratory.intercept === away) away();
  };
  const first = await sweep();
  expect(first.result.rows).toHaveLength(2);
  const path = join(laboratory.workspace, "spool");
  const [lost, ...rest] = noticesOf(first.events);
  expect(lost).toContain("tracking cannot be reached (");
  expect(lost).toContain(`results are kept in ${path}`);
  expect(rest).toEqual([
    expect.stringMatching(/^\d+ parts of runs are kept in .*; to send them: send it$/),
  ]);
  expect((await stat(path)).size).toBeGreaterThan(10_000);

  laboratory.intercept = () => undefined;
  const second = await sweep();
  expect(noticesOf(second.events)).toEqual([
    expect.stringMatching(/^sending \d+ parts of runs that an earlier sweep left$/),
  ]);
  expect(second.events.find(({ kind }) => kind === "planned")).toMatchObject({ waiting: [] });
  const runs = await laboratory.runs();
  expect(runs).toHaveLength(2);
  for (const run of runs) await expectWhole(laboratory.client, run);
  expect(second.result.rows.map(({ metrics }) => metrics)).toEqual(
    first.result.rows.map(({ metrics }) => metrics),
  );
  expect((await stat(path)).size).toBe(0);
});

test("tracking that comes back during the sweep gets all results, and rows have its run ids", async () => {
  const { result, events } = await sweep({
    onEvent: (event: SweepEvent) => {
      if (event.kind === "planned") laboratory.intercept = away;
      if (event.kind === "finished") laboratory.intercept = () => undefined;
    },
  });
  const runs = await laboratory.runs();
  for (const run of runs) await expectWhole(laboratory.client, run);
  expect(result.rows.map(({ runId }) => runId).sort()).toEqual(
    runs.map(({ info }) => info.runId).sort(),
  );
  expect(noticesOf(events)).toEqual([
    expect.stringContaining("tracking cannot be reached"),
    expect.stringContaining("tracking can be reached again"),
  ]);
});

test("a sweep begins although tracking lacks the results of the last one, and runs nothing again", async () => {
  laboratory.intercept = ({ url }) => {
    if (/log-batch|mlflow-artifacts/.test(url)) away();
  };
  const first = await sweep();
  const kept = await readFile(join(laboratory.workspace, "spool"));
  const second = await sweep();
  expect(second.events.find(({ kind }) => kind === "planned")).toMatchObject({ waiting: [] });
  expect(second.result.rows.map(({ metrics }) => metrics)).toEqual(
    first.result.rows.map(({ metrics }) => metrics),
  );
  expect(noticesOf(second.events)).toContainEqual(
    `tracking does not have all results of earlier sweeps; the sweep begins with what ${laboratory.workspace} knows, and its results are sent later`,
  );
  expect((await readFile(join(laboratory.workspace, "spool"))).subarray(0, kept.length)).toEqual(
    kept,
  );
  laboratory.intercept = () => undefined;
  await sweep();
  const runs = await laboratory.runs();
  expect(runs).toHaveLength(2);
  for (const run of runs) await expectWhole(laboratory.client, run);
});

test("a sweep whose tracking was never there trains, repeats nothing, and delivers all results later", async () => {
  laboratory.intercept = away;
  const first = await sweep();
  expect(first.result).toMatchObject({ failed: [], interrupted: false });
  expect(first.result.rows).toHaveLength(2);
  expect(noticesOf(first.events)[0]).toMatch(
    /^tracking cannot be reached \(.*connection refused.*\); the sweep begins with what .* knows/,
  );
  const second = await sweep({ trials: [...trials, tinyTrial(16)] });
  expect(second.events.filter(({ kind }) => kind === "started")).toHaveLength(1);
  laboratory.intercept = () => undefined;
  const third = await sweep({ trials: [...trials, tinyTrial(16)] });
  expect(third.events.find(({ kind }) => kind === "planned")).toMatchObject({ waiting: [] });
  const runs = await laboratory.runs();
  expect(runs).toHaveLength(3);
  for (const run of runs) await expectWhole(laboratory.client, run);
  expect(third.result.rows.map(({ runId }) => runId).sort()).toEqual(
    runs.map(({ info }) => info.runId).sort(),
  );
});

test("a deleted experiment is refused, also by a sweep that may begin without its server", async () => {
  await laboratory.client.experiments.delete(
    await laboratory.client.experiments.create({ name: "tiny" }),
  );
  await expect(sweep()).rejects.toThrow("experiment tiny is deleted");
});

test("what tracking refuses is reported, and what follows is sent", async () => {
  const { result, events } = await sweep({
    trials: [tinyTrial(1)],
    onEvent: (event: SweepEvent) => {
      if (event.kind === "epoch")
        void laboratory
          .runs()
          .then(([run]) => laboratory.client.runs.delete(run?.info.runId ?? ""));
    },
  });
  expect(result.rows).toHaveLength(1);
  expect(noticesOf(events)).toContainEqual(
    expect.stringMatching(/^tracking refused a part of run [0-9a-f]{32}: .*active/),
  );
});

test("kill -9 of a sweep whose server is away loses nothing: finished trials do not run again", async () => {
  const { workspace } = laboratory;
  const folder = join(workspace, "remote");
  const open = async (port: number) => {
    const server = openTrackingServer({ folder });
    const listening = await listen({ app: server.app, port });
    const close = async () => {
      await listening.close();
      server.close();
    };
    return { ...listening, close } satisfies Listening;
  };
  const before = await open(0);
  const child = spawn(
    process.execPath,
    [runSource, join(import.meta.dirname, "killed-sweep.ts"), workspace, before.url],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const exited = once(child, "exit");
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.filter((one) => one === "started").length === 1 && line === "started")
      await before.close();
    // The first trial is finished, and the second is under way.
    if (said.includes("finished") && line === "epoch") child.kill("SIGKILL");
  }
  expect((await exited)[1]).toBe("SIGKILL");

  const after = await open(Number(new URL(before.url).port));
  const client = mlflowClient({ trackingUri: after.url });
  const { result, events } = await sweep({ client, trials: [tinyTrial(1)] });
  expect(events.find(({ kind }) => kind === "planned")).toMatchObject({ waiting: [] });
  const runs: Run[] = [];
  for await (const run of client.runs.search({ experimentIds: ["1"] })) runs.push(run);
  const finished = runs.find(({ info }) => info.runId === result.rows[0]?.runId);
  if (finished === undefined) throw new Error("the finished run is not at the server");
  await expectWhole(client, finished);
  expect(runs.map(({ info }) => info.status).sort()).toEqual(["FINISHED", "KILLED"]);
  const killed = runs.find(({ info }) => info.status === "KILLED");
  expect(killed?.data.metrics.map(({ key }) => key)).toContain("test/elbo");
  await after.close();
}, 60_000);
