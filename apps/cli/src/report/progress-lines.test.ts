import { type PlannedTrial, TrialConfig, type TrialRow } from "@vae-lab/experiments";
import { expect, test } from "vitest";
import { progressLines } from "./progress-lines.ts";

const config = TrialConfig.parse({
  dataset: { name: "mnist" },
  model: { kind: "vae", latent: 20 },
  objective: {},
  estimator: { kind: "pathwise" },
});
const trial = (id: string): PlannedTrial => ({ id, label: `trial ${id}`, config });
const rowOf = (id: string): TrialRow => ({
  ...trial(id),
  runId: id,
  metrics: { "test/elbo": -111.46, "test/rate": 25.1 },
  seconds: 38,
});

test("a trial that goes on says after which epoch", () => {
  const lines: string[] = [];
  const { onEvent } = progressLines((line) => lines.push(line));
  onEvent({ kind: "planned", waiting: [trial("a")], skipped: [] });
  const from = { epoch: 1, step: 50 };
  onEvent({ kind: "started", trial: trial("a"), runId: "a", steps: 100, from });
  expect(lines[1]).toBe("[0/1] goes on after epoch 1 of 2: trial a");
});

test("a sweep without a terminal tells its turns and, each quarter minute, where trials stand", () => {
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
    "[1/3] trial a: epoch 1/2 · ELBO −130.0 · 5400 images/s · 0:35 left",
    "[2/3] finished trial a: ELBO −111.5 · rate 25.10 · took 0:38 — 2/3 trials · 0:50 left",
    "[2/3] started trial b",
    "[3/3] FAILED trial b: rate is not finite at step 3",
  ]);
});
