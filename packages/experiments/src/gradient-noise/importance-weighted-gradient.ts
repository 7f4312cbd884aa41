import * as tf from "@tensorflow/tfjs";
import type { Normal, Rng } from "@vae-lab/core";
import { normal, standardNormal } from "@vae-lab/core/distributions";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import type { Functional } from "@vae-lab/core/functionals";
import { importanceWeighted } from "@vae-lab/core/objectives";
import { mean, variance } from "@vae-lab/statistics";

/** x = θz + N(0, noise) at one x with z ~ N(0, 1), and q = N(mean, exp(logVariance)). */
export interface OneUnit {
  readonly x: number;
  readonly noise: number;
  readonly theta: number;
  readonly mean: number;
  readonly logVariance: number;
}

/** The exact posterior of a unit as its q. */
export const withExactPosterior = (unit: OneUnit): OneUnit => {
  const precision = 1 + unit.theta ** 2 / unit.noise;
  return {
    ...unit,
    mean: (unit.theta * unit.x) / unit.noise / precision,
    logVariance: -Math.log(precision),
  };
};

export interface GradientOptions {
  readonly rng: Rng;
  readonly functional: Functional;
  /** K. */
  readonly samples: number;
  /** R, the number of independent estimates. */
  readonly estimates: number;
}

/** Mean and variance of one estimate. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** The draws that fit in memory at once. */
const maxDraws = 2_000_000;

/** R estimates of the gradient in q's mean and in θ: each row of a batch has parameters of its own. */
const estimatesOf = (
  estimator: WeightsEstimator<Normal>,
  { x, noise, theta, mean: m, logVariance }: OneUnit,
  { functional, samples }: GradientOptions,
  rows: number,
  rng: Rng,
): Float32Array[] =>
  tf.tidy(() =>
    tf
      .grads((means: tf.Tensor, thetas: tf.Tensor) => {
        const joint = {
          q: normal({ mean: means, logVariance: tf.fill([rows, 1], logVariance) }),
          prior: standardNormal,
          logLikelihood: (z: tf.Tensor) =>
            z
              .mul(thetas)
              .sub(x)
              .square()
              .sum(-1)
              .mul(-0.5 / noise),
        };
        return importanceWeighted({ functional, samples }).bound(joint, estimator, rng).bound.sum();
      })([tf.fill([rows, 1], m), tf.fill([rows, 1], theta)])
      .map((gradient) => Float32Array.from(gradient.dataSync())),
  );

/** The moments of gradient estimates of a bound of importance weights, in q's mean and in θ. */
export const gradientMoments = (
  estimator: WeightsEstimator<Normal>,
  unit: OneUnit,
  options: GradientOptions,
): { readonly inference: Moments; readonly generative: Moments } => {
  const { estimates: R, samples, rng } = options;
  const found = [new Float64Array(R), new Float64Array(R)] as const;
  const rows = Math.ceil(maxDraws / samples);
  for (let start = 0; start < R; start += rows) {
    const noise = rng.fold("rows from", start);
    const count = Math.min(rows, R - start);
    estimatesOf(estimator, unit, options, count, noise).forEach((values, k) => {
      found[k]?.set(values, start);
    });
  }
  const [inference, generative] = found.map((values) => ({
    mean: mean(values),
    variance: variance(values),
  }));
  return { inference, generative } as { inference: Moments; generative: Moments };
};
