import { normal, standardNormal } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import { importanceWeighted } from "@vae-lab/core/objectives";
import {
  type EstimateOptions,
  type Estimation,
  estimateGradientMoments,
  type MomentEstimate,
} from "./moment-estimates.ts";
import { gradientOf, type WeightsCase } from "./weights-case.ts";
import { weightsCases } from "./weights-cases.ts";
import { type WeightsRow, weightsRows } from "./weights-rows.ts";

/** An estimator applied to one functional of log-weights. */
export interface WeightsCell {
  readonly estimator: string;
  readonly testCase: string;
  /** Whether the estimator is unbiased for this functional. */
  readonly isUnbiased: boolean;
  /** Estimates the moments of d/d mean, d/d log variance and d/dθ. */
  estimate(options: EstimateOptions): readonly MomentEstimate[];
  /** The exact gradient, and the exact mean and variance of one estimate. */
  known(): Pick<Estimation, "gradient" | "moments">;
}

/** The bound whose gradient is estimated. Each example has its own parameters, so R examples are R estimates. */
export const estimateOf =
  (
    { estimator }: Pick<WeightsRow, "estimator">,
    testCase: Pick<WeightsCase, "functional" | "samples" | "beta" | "x" | "variance">,
  ): Estimation["estimate"] =>
  (parameters, rng) => {
    const { functional, samples, beta, x, variance } = testCase;
    const theta = parameter(parameters, "theta");
    const q = normal({
      mean: parameter(parameters, "mean"),
      logVariance: parameter(parameters, "logVariance"),
    });
    const constant = Math.log(2 * Math.PI * variance) / 2;
    const joint = {
      q,
      prior: standardNormal,
      logLikelihood: (z: typeof theta) =>
        z
          .mul(theta)
          .sub(x)
          .square()
          .sum(-1)
          .mul(-0.5 / variance)
          .sub(constant),
    };
    return importanceWeighted({ functional, samples, beta }).bound(joint, estimator, rng).bound;
  };

const once = <T>(compute: () => T): (() => T) => {
  let cached: { readonly value: T } | undefined;
  return () => {
    cached ??= { value: compute() };
    return cached.value;
  };
};

/** Every estimator of ∇E F(log w) with every functional. */
export const weightsTable: readonly WeightsCell[] = weightsCases.flatMap((testCase) => {
  const gradient = once(() => gradientOf(testCase));
  return weightsRows.map((row) => {
    const known = once(() => ({ gradient: gradient(), moments: row.exact(testCase) }));
    const { mean, logVariance, theta } = testCase.at;
    return {
      estimator: row.name,
      testCase: testCase.name,
      isUnbiased: row.isUnbiasedFor === "all" || testCase.isLinear,
      known,
      estimate: (options) =>
        estimateGradientMoments(
          {
            parameters: { mean: [mean], logVariance: [logVariance], theta: [theta] },
            estimate: estimateOf(row, testCase),
            ...known(),
          },
          options,
        ),
    };
  });
});
