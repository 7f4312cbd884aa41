import { rng } from "@vae-lab/core";
import {
  estimatorTable,
  type MomentEstimate,
  unsupportedPairs,
  weightsTable,
} from "../estimator-cases/index.ts";
import type { Check, Comparison, Unsupported } from "../matrix/check.ts";

const propertyOf = (isUnbiased: boolean, of: string): string =>
  isUnbiased
    ? `an estimator of ${of} is unbiased, with its exact variance`
    : `a biased estimator of ${of} has exactly the bias that is known, and its exact variance`;

const five = (value: number): string => String(Number(value.toPrecision(5)));

const comparisonOf =
  (isUnbiased: boolean, estimates: number) =>
  (found: MomentEstimate): Comparison => ({
    of: isUnbiased ? `d/d ${found.of}` : `d/d ${found.of}, truly ${five(found.gradient)}`,
    exact: found.expected,
    estimate: found.estimate,
    standardError: found.standardError,
    spread: {
      ...{ variance: found.variance, standardError: found.standardErrorOfVariance, estimates },
      ...(found.exactVariance !== undefined && { exact: found.exactVariance }),
    },
  });

/** Estimators of ∇E f: pathwise, scores, measure-valued, relaxations. */
export const expectationProperties: readonly Check[] = estimatorTable.map((cell) => ({
  property: propertyOf(cell.isUnbiased, "∇E f(z)"),
  divergence: `${cell.family}: ${cell.testCase}`,
  estimator: cell.estimator,
  measure: (_, { seed, estimates }) =>
    cell
      .estimate({ rng: rng(seed).fold("verify", cell.estimator, cell.testCase), estimates })
      .map(comparisonOf(cell.isUnbiased, estimates)),
}));

/** Estimators of ∇E F(log w₁ … log w_K), such as importance-weighted bounds. */
export const weightsProperties: readonly Check[] = weightsTable.map((cell) => ({
  property: propertyOf(cell.isUnbiased, "∇E F(log w)"),
  divergence: cell.testCase,
  estimator: cell.estimator,
  measure: (_, { seed, estimates }) =>
    cell
      .estimate({ rng: rng(seed).fold("verify", cell.estimator, cell.testCase), estimates })
      .map(comparisonOf(cell.isUnbiased, estimates)),
}));

/** Pairs of estimator and family that do not type-check. */
export const unsupportedPairsOfProperties: readonly Unsupported[] = unsupportedPairs.map(
  ({ estimator, family, reason }) => ({
    property: propertyOf(true, "∇E f(z)"),
    divergence: family,
    estimator,
    reason,
  }),
);
