import { type LinearVaeUnit, linearVaeOptimum } from "@vae-lab/core/exact";
import type { RegulariserTheory } from "./regulariser-theory.ts";

/**
 * The optimum of a linear VAE with a Gaussian likelihood on centred data of a given covariance (Tipping
 * & Bishop 1999; Lucas et al. 2019; here for any beta and regulariser). Means over the data, in nats.
 */
export interface Prediction {
  /** τ = βσ²: together with the spectrum it determines the units. */
  readonly tau: number;
  readonly activeUnits: number;
  /** R = E KL(q(z|x)‖p(z)), whatever the regulariser. */
  readonly rate: number;
  /** D = E‖x − E[x|z]‖², in squared units of the data. */
  readonly distortion: number;
  /** The rate of each unit, by descending λ. */
  readonly unitRates: readonly number[];
  /**
   * Of each unit, the factor by which decode(E[z|x]) shrinks its eigenvector's part of x: 1 − τ/λ under
   * reverse KL (the Wiener filter), 1 − √(τ/λ) under forward KL.
   */
  readonly gains: readonly number[];
  /** w² of each unit: the variance of its part of E[x|z] over draws from the prior. */
  readonly samplePower: readonly number[];
  /** E log p(x) of the model. */
  readonly logLikelihood: number;
  /** The ELBO at beta = 1. */
  readonly elbo: number;
}

export interface LinearVaeSetting {
  readonly eigenvalues: readonly number[];
  readonly beta: number;
  /** σ². */
  readonly variance: number;
  /** K. */
  readonly latentSize: number;
  /** The optimum of one unit under the regulariser. */
  readonly unit: NonNullable<RegulariserTheory["unit"]>;
}

/** v·w of a unit: how much of its direction decode(E[z|x]) keeps. */
const gainOf = ({ varMu, aggregatedVariance }: LinearVaeUnit): number => varMu / aggregatedVariance;

/**
 * Predicts the optimum. The eigenvectors with the K largest λ have a unit each; those with λ ≤ τ (for a
 * regulariser of curvature 1) stay collapsed.
 */
export const predict = ({
  eigenvalues,
  beta,
  variance,
  latentSize,
  unit,
}: LinearVaeSetting): Prediction => {
  const optimum = linearVaeOptimum({ spectrum: eigenvalues, beta, variance, latentSize, unit });
  const units = optimum.units.slice(0, latentSize);
  return {
    tau: beta * variance,
    activeUnits: optimum.activeUnits,
    rate: optimum.rate,
    distortion: optimum.distortion,
    unitRates: units.map(({ rate }) => rate),
    gains: units.map(gainOf),
    samplePower: units.map(({ w2 }) => w2),
    logLikelihood: optimum.logLikelihood,
    elbo: optimum.elbo,
  };
};
