import { expect, test } from "vitest";
import type { Check, Comparison } from "./check.ts";
import { judge } from "./judge.ts";
import { zThreshold } from "./z-threshold.ts";

const check: Check = { property: "l", divergence: "d", estimator: "e", measure: () => [] };
const verdictOf = (comparison: Omit<Comparison, "of">) =>
  judge([{ check, comparison: { of: "value", ...comparison } }], []).rows[0];

test("the threshold of n comparisons is the normal quantile of a share 1/n of the risk", () => {
  // scipy.stats.norm.isf([.05 / 2, 1e-4 / 200 / 2])
  expect(zThreshold(1, 0.05)).toBeCloseTo(1.9599639845400545, 12);
  expect(zThreshold(200, 1e-4)).toBeCloseTo(5.026312836056685, 12);
});

test("more comparisons need a higher threshold, so that the matrix as a whole has one risk", () => {
  expect(zThreshold(1000, 1e-4)).toBeGreaterThan(zThreshold(10, 1e-4));
  for (const risk of [0, 1, Number.NaN])
    expect(() => zThreshold(1, risk)).toThrow(`risk must be in (0, 1), got ${risk}`);
});

test("an estimate passes within the threshold, with the smallest bias that would have failed", () => {
  const near = verdictOf({ exact: 1, estimate: 1.03, standardError: 0.01 });
  expect(near).toMatchObject({ verdict: "pass" });
  expect(near?.biasInErrors).toBeCloseTo(3);
  expect(near?.detects).toBeCloseTo(0.01 * zThreshold(1, 1e-4));
  expect(verdictOf({ exact: 1, estimate: 1.05, standardError: 0.01 })?.verdict).toBe("fail");
});

test("a bound may differ from the exact value on one side only", () => {
  const at = (estimate: number) =>
    verdictOf({ exact: 0, estimate, standardError: 0.01, relation: "at-most" })?.verdict;
  expect([at(-3), at(0.02), at(1)]).toEqual(["pass", "pass", "fail"]);
});

test("a bound has no smallest bias that would have failed", () => {
  const bound = { exact: 0, estimate: 0.1, relation: "at-least" } as const;
  for (const noise of [{}, { tolerance: 1e-9 }, { standardError: 0.01 }]) {
    expect(verdictOf({ ...bound, ...noise })).not.toHaveProperty("detects");
    expect(verdictOf({ ...bound, ...noise, relation: "equals" })).toHaveProperty("detects");
  }
});

test("NaN fails, and infinity equals infinity", () => {
  const tolerance = 1e-9;
  expect(verdictOf({ exact: 1, estimate: Number.NaN, tolerance })?.verdict).toBe("fail");
  expect(verdictOf({ exact: 1, estimate: 1, standardError: Number.NaN })?.verdict).toBe("fail");
  expect(verdictOf({ exact: Infinity, estimate: Infinity, tolerance })?.verdict).toBe("pass");
  expect(verdictOf({ exact: Infinity, estimate: 7, tolerance })?.verdict).toBe("fail");
});

test("a wrong variance fails although the mean is correct, and pure noise has no signal", () => {
  const spread = { variance: 2, standardError: 0.01, estimates: 10_000 };
  const wrong = { exact: 0, estimate: 0.011, standardError: 0.014 };
  expect(verdictOf({ ...wrong, spread })?.verdict).toBe("pass");
  expect(verdictOf({ ...wrong, spread })?.signalToNoise).toBeLessThan(1e-3);
  expect(verdictOf({ ...wrong, spread: { ...spread, exact: 1 } })?.verdict).toBe("fail");
});
