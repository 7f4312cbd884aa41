import { type Estimate, estimateOf, varianceOf } from "./estimate.ts";

/** The difference of two bounds, in nats. */
export interface Gap {
  readonly rows: Float64Array;
  /** The standard error per row, over samples. */
  readonly drawErrors: Float64Array;
  /** The mean; its error is over rows. */
  readonly mean: Estimate;
}

/** The gap from its draws, row by row. */
export const gapOf = (draws: readonly Float64Array[]): Gap => {
  const own = draws.map(estimateOf);
  const rows = Float64Array.from(own, ({ value }) => value);
  return {
    rows,
    drawErrors: Float64Array.from(draws, (values) => Math.sqrt(varianceOf(values) / values.length)),
    mean: estimateOf(rows),
  };
};
