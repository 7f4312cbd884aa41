/** The mean of independent repetitions, and how well they tell it. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number;
  /** Ends of the 95 % interval of the mean (Student's t); absent below `enoughForInterval`. */
  readonly interval?: readonly [low: number, high: number];
}

/** Fewer repetitions say nothing about their spread that one would bet on. */
export const enoughForInterval = 3;

/** 97.5 % points of Student's t for 2, 3, … 30 degrees of freedom (scipy.stats.t.ppf(.975, df)). */
const quantiles = [
  4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045,
  2.042,
];
/** Beyond the table the last entry is used: a little wider than need be. */
const quantile = (degrees: number): number =>
  quantiles[Math.min(degrees - 2, quantiles.length - 1)] ?? Number.POSITIVE_INFINITY;

/** Mean of finite values with its 95 % interval; the mean of none is NaN. */
export const meanInterval = (values: readonly number[]): MeanInterval => {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < enoughForInterval) return { n, mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = quantile(n - 1) * Math.sqrt(variance / n);
  return { n, mean, interval: [mean - half, mean + half] };
};
