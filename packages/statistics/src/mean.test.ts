import { expect, test } from "vitest";
import { mean, standardError, sum, variance } from "./mean.ts";

const values = [-104.2, -103.1, -105.0, -104.6, -103.9];

test("mean, variance and standard error are SciPy's", () => {
  expect(mean(values)).toBeCloseTo(-104.16, 12); // numpy.mean(values)
  expect(variance(values)).toBeCloseTo(0.523, 12); // numpy.var(values, ddof=1)
  expect(standardError(values)).toBeCloseTo(0.3234192325759246, 12); // scipy.stats.sem(values)
});

test("typed arrays give the same numbers", () => {
  const typed = Float64Array.from(values);
  expect([sum(typed), mean(typed), variance(typed)]).toEqual([
    sum(values),
    mean(values),
    variance(values),
  ]);
});

test("no values have a sum of 0 and no mean; one value has no variance", () => {
  expect(sum([])).toBe(0);
  expect(mean([])).toBeNaN();
  expect(variance([3])).toBeNaN();
  expect(standardError([3])).toBeNaN();
});
