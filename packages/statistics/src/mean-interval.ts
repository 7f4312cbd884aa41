import { mean as meanOf, standardError } from "./mean.ts";
import { studentQuantile } from "./student-quantile.ts";

/** The mean of independent repetitions and its confidence interval. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number;
  /** Ends of the interval (Student's t); absent below `enoughForInterval` repetitions. */
  readonly interval?: readonly [low: number, high: number];
}

/** With fewer repetitions their spread is too uncertain for a useful interval. */
export const enoughForInterval = 3;

/**
 * Mean of finite values with its confidence interval; the mean of no values is NaN.
 * @param level probability that the interval contains the true mean, in (0, 1)
 * @throws RangeError for another level
 */
export const meanInterval = (values: readonly number[], level = 0.95): MeanInterval => {
  const n = values.length;
  const mean = meanOf(values);
  if (n < enoughForInterval) return { n, mean };
  const half = studentQuantile((1 + level) / 2, n - 1) * standardError(values);
  return { n, mean, interval: [mean - half, mean + half] };
};
