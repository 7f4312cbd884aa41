import { expect, test } from "vitest";
import { median, quantile } from "./quantile.ts";

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

test("no values, and a p outside [0, 1], are refused", () => {
  expect(() => median([])).toThrow("at least one value");
  expect(() => quantile([1], 1.5)).toThrow("p must be in [0, 1], got 1.5");
});
