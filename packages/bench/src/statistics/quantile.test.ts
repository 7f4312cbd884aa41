import { expect, test } from "vitest";
import { median, quantile, spreadOf } from "./quantile.ts";

test("quantiles interpolate between order statistics, as numpy.quantile does", () => {
  // numpy.quantile([7, 1, 3, 10], [0, .1, .25, .5, .9, 1]) → [1., 1.6, 2.5, 5., 9.1, 10.]
  const values = [7, 1, 3, 10];
  const expected = { 0: 1, 0.1: 1.6, 0.25: 2.5, 0.5: 5, 0.9: 9.1, 1: 10 };
  for (const [p, value] of Object.entries(expected))
    expect(quantile(values, Number(p))).toBeCloseTo(value, 12);
});

test("the median does not move when a value beyond it grows without bound", () => {
  expect(median([1, 2, 3])).toBe(2);
  expect(median([1, 2, 1e300])).toBe(2);
});

test("a spread is in order, and a single value is its own spread", () => {
  const { p10, median: middle, p90 } = spreadOf([5, 9, 1, 4, 4, 8]);
  expect(p10).toBeLessThan(middle);
  expect(middle).toBeLessThan(p90);
  expect(spreadOf([3])).toEqual({ median: 3, p10: 3, p90: 3 });
});

test("no values, and a p that is none, are refused", () => {
  expect(() => median([])).toThrow("at least one value");
  expect(() => quantile([1], 1.5)).toThrow("p must be in [0, 1], got 1.5");
});
