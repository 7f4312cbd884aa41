import { type PlannedTrial, TrialConfig, type TrialRow } from "@vae-lab/experiments";
import { expect, test } from "vitest";
import { progressLines } from "./progress-lines.ts";

const config = TrialConfig.parse({
  dataset: { name: "mnist" },
  model: { kind: "vae", latent: 20 },
  objective: {},
  estimator: { kind: "pathwise" },
});
const trial = (id: string): PlannedTrial => ({ id, label: `trial ${id}`, config, dataHash: "" });
const rowOf = (id: string): TrialRow => ({
  ...trial(id),
  runId: id,
  metrics: { "test/elbo": -111.46, "test/rate": 25.1 },
  seconds: 38,
});

test("a resumed trial says after which epoch", () => {
  const lines: string[] = [];
  const { onEvent } = progressLines((line) => lines.push(line));
  onEvent({ kind: "planned", waiting: [trial("a")], skipped: [] });
  const from = { epoch: 1, step: 50 };
  onEvent({ kind: "started", trial: trial("a"), runId: "a", steps: 100, from });
  expect(lines[1]).toBe("[0/1] resumed after epoch 1 of 2: trial a");
});

test("without a terminal, a sweep prints what happens, and every 15 s the progress of each trial", () => {
  let now = 0;
  const lines: string[] = [];
  const { onEvent } = progressLines(
    (line) => lines.push(line),
    () => now,
  );
  const progress = { kind: "progress", id: "a", loss: 120, imagesPerSecond: 5400.4 } as const;
  onEvent({ kind: "planned", waiting: [trial("a"), trial("b")], skipped: [rowOf("c")] });
  onEvent({ kind: "started", trial: trial("a"), runId: "a", steps: 100 });
  now = 5_000;
  onEvent({ ...progress, epoch: 1, step: 10, elbo: -140, secondsLeft: 45 });
  now = 16_000;
  onEvent({ ...progress, epoch: 1, step: 30, elbo: -130.04, secondsLeft: 35 });
  now = 17_000;
  onEvent({ ...progress, epoch: 1, step: 32, elbo: -129, secondsLeft: 34 });
  now = 50_000;
  onEvent({ kind: "finished", row: rowOf("a") });
  onEvent({ kind: "started", trial: trial("b"), runId: "b", steps: 100 });
  onEvent({ kind: "failed", trial: trial("b"), reason: "rate is not finite at step 3" });
  expect(lines).toEqual([
    "3 trials: 1 finished before, 2 to run",
    "[1/3] started trial a",
    "[1/3] trial a: epoch 1/2 · training ELBO −130.0 (last minibatch) · 5400 examples/s · 0:35 left",
    "[2/3] finished trial a: test ELBO −111.5 · rate 25.10 · took 0:38 — 2/3 trials · 0:50 left",
    "[2/3] started trial b",
    "[3/3] FAILED trial b: rate is not finite at step 3",
  ]);
});

test("a worker of a queue counts what it finished, what failed and what waits", () => {
  const lines: string[] = [];
  const { onEvent } = progressLines((line) => lines.push(line));
  onEvent({ kind: "queued", waiting: 3 });
  onEvent({ kind: "started", trial: trial("a"), runId: "a", steps: 100 });
  onEvent({ kind: "queued", waiting: 2 });
  onEvent({ kind: "finished", row: rowOf("a") });
  onEvent({ kind: "started", trial: trial("b"), runId: "b", steps: 100 });
  onEvent({ kind: "failed", trial: trial("b"), reason: "rate is not finite at step 3" });
  expect(lines).toEqual([
    "[0 finished, 3 waiting] started trial a",
    "[1 finished, 2 waiting] finished trial a: test ELBO −111.5 · rate 25.10 · took 0:38",
    "[1 finished, 2 waiting] started trial b",
    "[1 finished, 1 failed, 2 waiting] FAILED trial b: rate is not finite at step 3",
  ]);
});

test("after each epoch but the last, the test metrics are printed, at most once per second", () => {
  let now = 0;
  const lines: string[] = [];
  const { onEvent } = progressLines(
    (line) => lines.push(line),
    () => now,
  );
  const long = { ...trial("a"), config: { ...config, epochs: 4 } };
  const epoch = (number: number, elbo: number) =>
    onEvent({ kind: "epoch", id: "a", epoch: number, metrics: { "test/elbo": elbo } });
  onEvent({ kind: "planned", waiting: [long], skipped: [] });
  onEvent({ kind: "started", trial: long, runId: "a", steps: 100 });
  now = 5_000;
  epoch(1, -130);
  now = 5_500;
  epoch(2, -120);
  now = 9_000;
  epoch(3, -115);
  now = 12_000;
  epoch(4, -111.46);
  expect(lines).toEqual([
    "1 trial: 0 finished before, 1 to run",
    "[0/1] started trial a",
    "[0/1] trial a: after epoch 1/4 · test ELBO −130.0",
    "[0/1] trial a: after epoch 3/4 · test ELBO −115.0",
  ]);
});

test("a finished trial shows the bound that was trained beside the test ELBO", () => {
  const lines: string[] = [];
  const { onEvent } = progressLines((line) => lines.push(line));
  const metrics = { "test/elbo": -111.46, "test/bound": -108.2 };
  onEvent({ kind: "finished", row: { ...rowOf("a"), metrics } });
  expect(lines[0]).toContain("test ELBO −111.5 · trained bound −108.2 · took 0:38");
});
