import { studentQuantile } from "./student-quantile.ts";

/** The mean of independent repetitions, and how well they tell it. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number;
  /** Ends of the interval of the mean (Student's t); absent below `enoughForInterval`. */
  readonly interval?: readonly [low: number, high: number];
}

/** Fewer repetitions say nothing about their spread that one would bet on. */
export const enoughForInterval = 3;

/** Mean of finite values with its interval, of 95 % where no level is given; the mean of none is NaN. */
export const meanInterval = (values: readonly number[], level = 0.95): MeanInterval => {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < enoughForInterval) return { n, mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(level, n - 1) * Math.sqrt(variance / n);
  return { n, mean, interval: [mean - half, mean + half] };
};
