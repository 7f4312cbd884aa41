import { normal, standardNormal } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import { importanceWeighted } from "@vae-lab/core/objectives";
import {
  type Estimation,
  type Measured,
  type MeasureOptions,
  measureGradients,
} from "./measure.ts";
import { gradientOf, type WeightsLaw } from "./weights-law.ts";
import { weightsLaws } from "./weights-laws.ts";
import { type WeightsRow, weightsRows } from "./weights-rows.ts";

/** An estimator asked for the gradient of one functional of log-weights. */
export interface WeightsCell {
  readonly estimator: string;
  readonly law: string;
  /** Whether its expectation is this law's gradient. */
  readonly isUnbiased: boolean;
  /** d/d mean, d/d log variance of q, d/dθ of the generative model. */
  measure(options: MeasureOptions): readonly Measured[];
  /** What is known: the gradient, and the exact mean and variance of one estimate. */
  known(): Pick<Estimation, "gradient" | "moments">;
}

/** Each example brings parameters of its own, so that R examples are R estimates. */
export const estimateOf =
  (
    { estimator }: Pick<WeightsRow, "estimator">,
    law: Pick<WeightsLaw, "functional" | "samples" | "beta" | "x" | "variance">,
  ): Estimation["estimate"] =>
  (parameters, rng) => {
    const { functional, samples, beta, x, variance } = law;
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
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
};

/** All estimators of ∇E F(log w) on all functionals: each has its exact mean and variance. */
export const weightsTable: readonly WeightsCell[] = weightsLaws.flatMap((law) => {
  const gradient = once(() => gradientOf(law));
  return weightsRows.map((row) => {
    const known = once(() => ({ gradient: gradient(), moments: row.exact(law) }));
    const { mean, logVariance, theta } = law.at;
    return {
      estimator: row.name,
      law: law.name,
      isUnbiased: row.isUnbiasedFor === "all" || law.isLinear,
      known,
      measure: (options) =>
        measureGradients(
          {
            parameters: { mean: [mean], logVariance: [logVariance], theta: [theta] },
            estimate: estimateOf(row, law),
            ...known(),
          },
          options,
        ),
    };
  });
});
