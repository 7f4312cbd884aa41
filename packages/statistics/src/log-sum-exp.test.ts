import { expect, test } from "vitest";
import { logMeanExp, logSumExp } from "./log-sum-exp.ts";

// scipy.special.logsumexp(logs)
test.each([
  [[0, 0], Math.LN2],
  [[1, 2, 3], 3.4076059644443806],
  [[-1000, -1001], -999.6867383124818],
  [[1e4, -1e4], 1e4],
  [[Number.NEGATIVE_INFINITY, 2], 2],
])("log Σ exp of %j is %d", (logs, value) => {
  expect(logSumExp(logs)).toBeCloseTo(value, 12);
  expect(logMeanExp(logs)).toBeCloseTo(value - Math.log(logs.length), 12);
});

test("sums of zeros, of an infinity and of NaN have the logarithms of those", () => {
  const { NEGATIVE_INFINITY, POSITIVE_INFINITY, NaN: nothing } = Number;
  expect(logSumExp([])).toBe(NEGATIVE_INFINITY);
  expect(logSumExp([NEGATIVE_INFINITY, NEGATIVE_INFINITY])).toBe(NEGATIVE_INFINITY);
  expect(logSumExp([1, POSITIVE_INFINITY])).toBe(POSITIVE_INFINITY);
  expect(logSumExp([1, nothing])).toBeNaN();
});
