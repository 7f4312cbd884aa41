import { expect, test } from "vitest";
import { normals } from "../test/normals.ts";
import { meanInterval } from "./mean-interval.ts";

// scipy.stats.t.interval(level, n - 1, loc=mean, scale=scipy.stats.sem(values))
test.for([
  { values: [1, 2, 4], low: -1.4612, high: 6.1279 },
  { values: [-104.2, -103.1, -105.0, -104.6, -103.9], low: -105.058, high: -103.262 },
  { values: [1, 2, 4], level: 0.99, low: -6.4196, high: 11.0862 },
])("the interval of $values is that of SciPy", ({ values, level, low, high }) => {
  const { interval } = meanInterval(values, level);
  expect(interval?.[0]).toBeCloseTo(low, 2);
  expect(interval?.[1]).toBeCloseTo(high, 2);
});

test("one or two repetitions have a mean and no interval", () => {
  expect(meanInterval([3])).toEqual({ n: 1, mean: 3 });
  expect(meanInterval([3, 5])).toEqual({ n: 2, mean: 4 });
});

test("repetitions that agree have an interval without width", () => {
  expect(meanInterval([2, 2, 2, 2]).interval).toEqual([2, 2]);
});

test("the interval of five normal draws contains their mean 95 times in 100", () => {
  const draw = normals(20_261);
  const trials = 20_000;
  let covered = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const { interval } = meanInterval(Array.from({ length: 5 }, () => 7 + 3 * draw()));
    if (interval !== undefined && interval[0] <= 7 && 7 <= interval[1]) covered += 1;
  }
  // Four standard errors of a share of 20,000 trials.
  expect(Math.abs(covered / trials - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials));
});
