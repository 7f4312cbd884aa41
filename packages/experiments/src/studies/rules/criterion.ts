import type { Estimate, Interval } from "./quantity.ts";

/** Of a claim of a study, as programs read it. */
export type Verdict = "holds" | "fails" | "could not tell";

/** What an estimate must be for a claim to hold. */
export interface Criterion {
  /** For the sentence "The claim holds if …". */
  readonly text: string;
  /**
   * The distance from the nearest boundary at which the claim shall be decided, from which a sample
   * size follows; of the logarithm for a ratio.
   */
  readonly margin?: number;
  /** @param risk the probability of a false verdict that is allowed */
  judge(estimate: Estimate, risk: number): Verdict;
}

const onSide = (
  text: string,
  isHeld: (interval: Interval) => boolean,
  isBroken: (interval: Interval) => boolean,
  margin?: number,
): Criterion => ({
  text,
  ...(margin !== undefined && { margin }),
  judge: (estimate, risk) => {
    const interval = estimate.interval(1 - risk);
    if (interval === undefined) return "could not tell";
    if (isHeld(interval)) return "holds";
    return isBroken(interval) ? "fails" : "could not tell";
  },
});

/** Holds if the whole interval lies above `bound`, fails if all of it lies below. */
export const moreThan = (bound: number): Criterion =>
  onSide(
    `all of the interval is above ${bound}; it fails if all of it is below`,
    ([low]) => low > bound,
    ([, high]) => high < bound,
  );

/** Holds if the whole interval lies below `bound`, fails if all of it lies above. */
export const lessThan = (bound: number): Criterion =>
  onSide(
    `all of the interval is below ${bound}; it fails if all of it is above`,
    ([, high]) => high < bound,
    ([low]) => low > bound,
  );

/** Holds if 0 (1 for a ratio: `from`) is outside the interval, fails if all of it is within ± margin. */
export const differs = (margin: number, from = 0): Criterion =>
  onSide(
    `${from} is outside the interval; it fails if all of the interval is within ${from} ± ${margin}`,
    ([low, high]) => low > from || high < from,
    ([low, high]) => from - margin < low && high < from + margin,
    margin,
  );

/**
 * An equivalence test by two one-sided tests, each at the full risk: holds if the interval of level
 * 1 − 2·risk lies between the bounds, fails if that of level 1 − risk lies outside (Schuirmann 1987).
 */
export const within = (low: number, high: number): Criterion => ({
  text: `it is between ${low} and ${high} by two one-sided tests; it fails if all of the interval is outside`,
  margin: (high - low) / 2,
  judge: (estimate, risk) => {
    const [narrow, wide] = [estimate.interval(1 - 2 * risk), estimate.interval(1 - risk)];
    if (narrow === undefined || wide === undefined) return "could not tell";
    if (low < narrow[0] && narrow[1] < high) return "holds";
    return wide[0] > high || wide[1] < low ? "fails" : "could not tell";
  },
});

/** An equivalence test of a difference: between −margin and +margin. */
export const equivalent = (margin: number): Criterion => within(-margin, margin);

/** An equivalence test of a ratio: between 1/(1 + margin) and 1 + margin. */
export const equivalentRatio = (margin: number): Criterion => ({
  ...within(1 / (1 + margin), 1 + margin),
  text: `the ratio is between ${Number((1 / (1 + margin)).toPrecision(3))} and ${1 + margin} by two one-sided tests; it fails if all of the interval is outside`,
  margin: Math.log1p(margin),
});
