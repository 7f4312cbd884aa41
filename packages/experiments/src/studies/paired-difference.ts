/** Differences of one measure between two kinds of trial, one per seed. */
export interface PairedDifference {
  readonly n: number;
  readonly mean: number;
  /** Ends of the 95 % interval of the mean (Student's t); absent below `enoughSeeds`. */
  readonly interval?: readonly [number, number];
}

/** Fewer say nothing about the spread between seeds that one would bet on. */
export const enoughSeeds = 3;

/** 97.5 % points of Student's t for 2, 3, … 30 degrees of freedom (scipy.stats.t.ppf(.975, df)). */
const quantiles = [
  4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045,
  2.042,
];
/** Beyond the table the last entry is used: a little wider than need be. */
const quantile = (degrees: number): number =>
  quantiles[Math.min(degrees - 2, quantiles.length - 1)] ?? Number.POSITIVE_INFINITY;

export const pairedDifference = (differences: readonly number[]): PairedDifference => {
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  if (n < enoughSeeds) return { n, mean };
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  const half = quantile(n - 1) * Math.sqrt(variance / n);
  return { n, mean, interval: [mean - half, mean + half] };
};
