import { expect, test } from "vitest";
import type { Entry } from "./contest.ts";
import { claimResults, resultsOf } from "./results.ts";

const entry = (name: string, cpu: number[], wall = cpu): Entry => ({
  ...{ name, cpu, wall, versions: {}, stepsPerRound: 16, loss: 1, peakBytes: 1 },
});
const failed: Entry = { ...entry("away", []), failure: "not installed" };

test("processor time decides whether a limit is reached", () => {
  const entries = [entry("ours", [4, 4, 4], [30, 30, 30]), entry("theirs", [5, 5, 5])];
  const claim = { of: "ours", to: "theirs" };
  const reached = (limit: { atMost?: number; atLeast?: number }) =>
    claimResults(entries, [{ ...claim, ...limit }])[0]?.isReached;
  expect(reached({ atMost: 0.8 })).toBe(true);
  expect(reached({ atMost: 0.79 })).toBe(false);
  expect(reached({ atLeast: 0.81 })).toBe(false);
  expect(reached({})).toBeUndefined();
});

test("a claim of which one side is away is not made, and the absence is kept", () => {
  const entries = [entry("ours", [4, 4]), failed];
  expect(claimResults(entries, [{ of: "ours", to: "away" }])).toEqual([]);
  expect(resultsOf(entries)).toMatchObject([
    { name: "ours", samples: 2, stepsPerSample: 16, cpu: { median: 4 } },
    { name: "away", failure: "not installed" },
  ]);
});

test("what a sample consists of is told by the medians of its parts", () => {
  const parts = [{ steps: 3 }, { steps: 9 }, { steps: 4 }];
  const [ours, theirs] = resultsOf([{ ...entry("ours", [5, 5, 5]), parts }, entry("theirs", [5])]);
  expect(ours).toMatchObject({ parts: { steps: 4 } });
  expect(theirs).not.toHaveProperty("parts");
});
