import { expect, test } from "vitest";
import { ratioResults, resultsOf } from "./results.ts";
import type { Entry } from "./run-rounds.ts";

const entry = (name: string, cpu: number[], wall = cpu): Entry => ({
  ...{ name, cpu, wall, versions: {}, stepsPerRound: 16, loss: 1, peakBytes: 1 },
});
const failed: Entry = { ...entry("away", []), failure: "not installed" };

test("processor time decides whether a target is reached", () => {
  const entries = [entry("ours", [4, 4, 4], [30, 30, 30]), entry("theirs", [5, 5, 5])];
  const claim = { of: "ours", to: "theirs" };
  const reached = (limit: { atMost?: number; atLeast?: number }) =>
    ratioResults(entries, [{ ...claim, ...limit }])[0]?.isReached;
  expect(reached({ atMost: 0.8 })).toBe(true);
  expect(reached({ atMost: 0.79 })).toBe(false);
  expect(reached({ atLeast: 0.81 })).toBe(false);
  expect(reached({})).toBeUndefined();
});

test("a ratio with a candidate that failed is omitted, and the failure is kept", () => {
  const entries = [entry("ours", [4, 4]), failed];
  expect(ratioResults(entries, [{ of: "ours", to: "away" }])).toEqual([]);
  expect(resultsOf(entries)).toMatchObject([
    { name: "ours", samples: 2, stepsPerSample: 16, cpu: { median: 4 } },
    { name: "away", failure: "not installed" },
  ]);
});

test("the parts of samples are reported by their medians", () => {
  const parts = [{ steps: 3 }, { steps: 9 }, { steps: 4 }];
  const [ours, theirs] = resultsOf([{ ...entry("ours", [5, 5, 5]), parts }, entry("theirs", [5])]);
  expect(ours).toMatchObject({ parts: { steps: 4 } });
  expect(theirs).not.toHaveProperty("parts");
});
