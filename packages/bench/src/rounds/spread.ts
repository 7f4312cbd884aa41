import { median, quantile } from "@vae-lab/statistics";

/** The median of a time over rounds and its range from the 10th to the 90th percentile. */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

/** @throws RangeError for no values */
export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  p10: quantile(values, 0.1),
  p90: quantile(values, 0.9),
});
