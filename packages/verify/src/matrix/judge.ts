import type { Check, Comparison, Spread, Unsupported } from "./check.ts";
import { zThreshold } from "./z-threshold.ts";

/** A judged comparison. */
export interface Row {
  readonly property: string;
  readonly divergence: string;
  readonly estimator: string;
  readonly of: string;
  readonly exact: number;
  readonly estimate: number;
  /** estimate − exact, in standard errors; absent without noise. */
  readonly biasInErrors?: number;
  /**
   * The smallest bias that would have failed: threshold × standard error, or the tolerance. Absent for
   * a bound, where any bias to its side passes.
   */
  readonly detects?: number;
  readonly relation: "equals" | "at-most" | "at-least";
  readonly variance?: number;
  readonly exactVariance?: number;
  readonly varianceInErrors?: number;
  /** |mean|/sd of one estimate, minus what noise alone shows, √(2/πR). */
  readonly signalToNoise?: number;
  readonly verdict: "pass" | "fail";
}

export interface Verdicts {
  readonly rows: readonly Row[];
  readonly unsupported: readonly Unsupported[];
  /** Largest allowed difference, in standard errors. */
  readonly threshold: number;
  /** The probability that any comparison fails by chance. */
  readonly risk: number;
  readonly statisticalComparisons: number;
  readonly passed: number;
  readonly failed: number;
}

export interface Measured {
  readonly check: Check;
  readonly comparison: Comparison;
}

/** Number of statistical tests in a comparison: its mean, and its variance if the exact one is known. */
const statistical = ({ standardError, spread }: Comparison): number =>
  (standardError === undefined ? 0 : 1) + (spread?.exact === undefined ? 0 : 1);

const excess = (difference: number, relation: Row["relation"]): number => {
  if (relation === "at-most") return Math.max(0, difference);
  return relation === "at-least" ? Math.max(0, -difference) : Math.abs(difference);
};

/** Expected |mean|/sd of R draws of pure noise (Rainforth et al. 2018 do not subtract it). */
const noiseFloor = (estimates: number): number => Math.sqrt(2 / (Math.PI * estimates));

const signalToNoise = (estimate: number, { variance, estimates }: Spread): number =>
  estimate === 0
    ? 0
    : Math.max(0, Math.abs(estimate) / Math.sqrt(variance) - noiseFloor(estimates));

const inErrors = (difference: number, error: number): number =>
  difference === 0 ? 0 : difference / error;

const rowOf = ({ check, comparison }: Measured, threshold: number): Row => {
  const { of, exact, estimate, standardError, tolerance = 0, spread } = comparison;
  const relation = comparison.relation ?? "equals";
  const allowed = standardError === undefined ? tolerance : threshold * standardError;
  // An infinite value is valid, but ∞ − ∞ is NaN
  const difference = estimate === exact ? 0 : estimate - exact;
  const varianceInErrors =
    spread?.exact === undefined
      ? undefined
      : inErrors(spread.variance - spread.exact, spread.standardError);
  const isRight = excess(difference, relation) <= allowed;
  const isSpreadRight = varianceInErrors === undefined || Math.abs(varianceInErrors) <= threshold;
  return {
    ...{ property: check.property, divergence: check.divergence, estimator: check.estimator },
    ...{ of, exact, estimate, relation },
    ...(relation === "equals" && { detects: allowed }),
    ...(standardError !== undefined && {
      biasInErrors: inErrors(difference, standardError),
    }),
    ...(spread !== undefined && {
      variance: spread.variance,
      signalToNoise: signalToNoise(estimate, spread),
    }),
    ...(spread?.exact !== undefined && { exactVariance: spread.exact }),
    ...(varianceInErrors !== undefined && { varianceInErrors }),
    verdict: isRight && isSpreadRight ? "pass" : "fail",
  };
};

/** Judges all comparisons together: the threshold depends on their number. */
export const judge = (
  measured: readonly Measured[],
  unsupported: readonly Unsupported[],
  risk = 1e-4,
): Verdicts => {
  const statisticalComparisons = measured.reduce((sum, m) => sum + statistical(m.comparison), 0);
  const threshold = zThreshold(statisticalComparisons, risk);
  const rows = measured.map((m) => rowOf(m, threshold));
  const passed = rows.filter(({ verdict }) => verdict === "pass").length;
  return {
    ...{ rows, unsupported, threshold, risk, statisticalComparisons, passed },
    failed: rows.length - passed,
  };
};
