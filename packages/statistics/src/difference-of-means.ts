import { mean, standardError } from "./mean.ts";
import { enoughForInterval } from "./mean-interval.ts";
import { studentQuantile } from "./student-quantile.ts";

/** The difference of the means of two independent samples. */
export interface MeanDifference {
  /** First mean − second mean; NaN if a sample is empty. */
  readonly difference: number;
  /** Ends of the interval; absent if a sample has fewer than `enoughForInterval` values. */
  readonly interval?: readonly [low: number, high: number];
}

/**
 * Difference of two means with Welch's confidence interval, which allows unequal variances
 * (Welch 1947). The degrees of freedom are rounded down, which widens the interval slightly.
 * @param level probability that the interval contains the true difference, in (0, 1)
 * @throws RangeError for another level
 */
export const differenceOfMeans = (
  first: readonly number[],
  second: readonly number[],
  level = 0.95,
): MeanDifference => {
  const difference = mean(first) - mean(second);
  if (Math.min(first.length, second.length) < enoughForInterval) return { difference };
  const [a, b] = [standardError(first) ** 2, standardError(second) ** 2];
  if (a + b === 0) return { difference, interval: [difference, difference] };
  const degrees = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1));
  const half = studentQuantile((1 + level) / 2, Math.floor(degrees)) * Math.sqrt(a + b);
  return { difference, interval: [difference - half, difference + half] };
};
