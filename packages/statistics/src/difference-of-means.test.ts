import { expect, test } from "vitest";
import { normals } from "../test/normals.ts";
import { differenceOfMeans } from "./difference-of-means.ts";

// ttest_ind(a, b, equal_var=False) of SciPy has 4.64 and 2.95 degrees of freedom; the ends are
// d ± t.ppf(0.975, floor(df)) * sqrt(var(a, ddof=1) / len(a) + var(b, ddof=1) / len(b)).
test.for([
  { first: [1, 2, 4], second: [2, 5, 9, 4], low: -7.43088, high: 2.09754 },
  {
    first: [-104.2, -103.1, -105.0, -104.6, -103.9],
    second: [-101.0, -102.5, -103.3],
    low: -5.1104,
    high: 1.32372,
  },
])("the interval of $first minus $second is that of SciPy", ({ first, second, low, high }) => {
  const { interval } = differenceOfMeans(first, second);
  expect(interval?.[0]).toBeCloseTo(low, 3);
  expect(interval?.[1]).toBeCloseTo(high, 3);
});

test("two values have a difference and no interval", () => {
  expect(differenceOfMeans([1, 3], [1, 1, 1])).toEqual({ difference: 1 });
});

test("values that agree have an interval without width", () => {
  expect(differenceOfMeans([3, 3, 3], [1, 1, 1]).interval).toEqual([2, 2]);
});

test("the interval of samples with unequal variances contains the difference at least 95 times in 100", () => {
  const draw = normals(20_262);
  const trials = 20_000;
  let covered = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const { interval } = differenceOfMeans(
      Array.from({ length: 5 }, () => 7 + 3 * draw()),
      Array.from({ length: 8 }, () => 2 + draw()),
    );
    if (interval !== undefined && interval[0] <= 5 && 5 <= interval[1]) covered += 1;
  }
  // Four standard errors of a share of 20,000 trials.
  const error = Math.sqrt((0.95 * 0.05) / trials);
  expect(covered / trials).toBeGreaterThan(0.95 - 4 * error);
  expect(covered / trials).toBeLessThan(0.97);
});
