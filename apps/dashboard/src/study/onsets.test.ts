import { expect, test } from "vitest";
import type { RunRecord } from "../sources/run-source.ts";
import { onsetsOf } from "./onsets.ts";
import { thresholdLaw } from "./predictions.ts";

const run = (beta: number, rate: number, seed = 1, direction = "reverse-kl"): RunRecord => ({
  ...{ id: `${direction} ${beta} ${seed}`, name: "", experimentId: "1", status: "FINISHED" },
  ...{ startTime: 0, lastSeen: 0, tags: new Map() },
  params: new Map([
    ...([["objective.regulariser", direction]] as const),
    ...([["objective.beta", String(beta)]] as const),
    ...([["seed", String(seed)]] as const),
  ]),
  metrics: new Map(
    Object.entries({
      ...{ "test/rate": rate, "theory/tau": beta },
      ...{ "theory/onset_tau/00": 8, "theory/onset_tau/01": 2, "theory/onset_tau/02": 2 },
    }).map(([key, value]) => [key, { value, step: 1 }]),
  ),
});

test("the onset is the geometric mean over seeds of where the rate falls below 0.1 nats for good", () => {
  // Half way from τ = 4 to 16 in log τ, and at 4
  const [onset] = onsetsOf([
    ...[run(4, 0.15), run(16, 0.05), run(1, 3)],
    ...[run(1, 0.2, 2), run(4, 0.1, 2), run(16, 0, 2)],
  ]);
  expect(onset?.measured).toBeCloseTo(Math.sqrt(8 * 4), 12);
  expect(onset).toMatchObject({ predicted: 8, n: 2, seeds: 2 });
  expect(onset).not.toHaveProperty("interval");
});

test("seeds that do not collapse within their τ are counted and have no onset", () => {
  const [reverse, forward] = onsetsOf([
    ...[run(1, 3), run(4, 2)],
    ...[run(1, 3, 1, "forward-kl"), run(4, 0, 1, "forward-kl")],
  ]);
  expect(reverse).toMatchObject({ n: 0, seeds: 1 });
  expect(reverse).not.toHaveProperty("measured");
  expect(forward).toMatchObject({ n: 1, seeds: 1 });
});

test("the threshold law steps down by each unit at its own onset", () => {
  expect(thresholdLaw(run(1, 3), [1, 10])).toEqual([
    ...[
      { x: 1, value: 3 },
      { x: 2, value: 3 },
      { x: 2, value: 1 },
    ],
    ...[
      { x: 8, value: 1 },
      { x: 8, value: 0 },
      { x: 10, value: 0 },
    ],
  ]);
});
