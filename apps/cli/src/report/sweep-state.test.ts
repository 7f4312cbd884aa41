import { type PlannedTrial, TrialConfig } from "@vae-lab/experiments";
import { expect, test } from "vitest";
import { advance, beginning, doneOf, secondsLeft } from "./sweep-state.ts";

const config = TrialConfig.parse({
  dataset: { name: "mnist" },
  model: { kind: "autoencoder", latent: 20 },
});
const [a, b, c, d] = ["a", "b", "c", "d"].map(
  (id): PlannedTrial => ({ id, label: id, config, dataHash: "" }),
) as [PlannedTrial, PlannedTrial, PlannedTrial, PlannedTrial];
const rowOf = (trial: PlannedTrial) => ({ ...trial, runId: trial.id, metrics: {}, seconds: 1 });

const planned = advance(beginning, {
  kind: "planned",
  waiting: [a, b, c],
  skipped: [rowOf(d)],
});
const started = advance(planned, { kind: "started", trial: a, runId: "a", steps: 100 });

test("every trial is waiting, running or done, and is counted once", () => {
  expect([started.total, doneOf(started), started.running.size]).toEqual([4, 1, 1]);
  const finished = advance(started, { kind: "finished", row: rowOf(a) });
  expect([finished.total, doneOf(finished), finished.running.size]).toEqual([4, 2, 0]);
  const failed = advance(started, { kind: "failed", trial: a, reason: "NaN" });
  expect([failed.failed, doneOf(failed), failed.running.size]).toEqual([1, 2, 0]);
});

test("a trial that a worker left to another is neither running nor done", () => {
  const left = advance(started, { kind: "left", id: "a" });
  expect([doneOf(left), left.running.size]).toEqual([1, 0]);
});

test("the time left is estimated from the speed so far, running trials included", () => {
  const half = advance(started, {
    ...{ kind: "progress", id: "a", epoch: 1, step: 50 },
    ...{ loss: 1, imagesPerSecond: 1, secondsLeft: 1 },
  });
  expect(secondsLeft(half, 10)).toBeCloseTo(50, 12);
  expect(secondsLeft(planned, 10)).toBeUndefined();
});

test("progress of a trial that is not running changes nothing", () => {
  expect(
    advance(planned, {
      ...{ kind: "progress", id: "a", epoch: 1, step: 50 },
      ...{ loss: 1, imagesPerSecond: 1, secondsLeft: 1 },
    }),
  ).toBe(planned);
});

test("the part of a trial that was done before the sweep does not count for the speed", () => {
  const from = { epoch: 5, step: 50 };
  const goneOn = advance(planned, { kind: "started", trial: a, runId: "a", steps: 100, from });
  expect(secondsLeft(goneOn, 10)).toBeUndefined();
  const later = advance(goneOn, {
    ...{ kind: "progress", id: "a", epoch: 8, step: 75 },
    ...{ loss: 1, imagesPerSecond: 1, secondsLeft: 1 },
  });
  // A quarter of a trial in 10 s, and two and a quarter to go.
  expect(secondsLeft(later, 10)).toBeCloseTo(90, 12);
  const done = advance(later, { kind: "finished", row: rowOf(a) });
  expect(secondsLeft(done, 20)).toBeCloseTo(80, 12);
});
