import * as tf from "@tensorflow/tfjs";
import { normal, standardNormal } from "../src/distributions/index.ts";
import type { WeightsEstimator } from "../src/estimators/index.ts";
import { type Normal, rng } from "../src/index.ts";
import type { Joint, WeightsObjective } from "../src/objectives/index.ts";
import { at, numbersOf } from "./at.ts";

const logNormal = (z: tf.Tensor, mean: number, sd: number) =>
  z
    .sub(mean)
    .square()
    .mul(-0.5 / sd ** 2)
    .sub(Math.log(sd) + Math.log(2 * Math.PI) / 2)
    .sum(-1);

/** w = p/q with p = N(mean, sd²) itself, so that log p(x) is 0. */
const jointOf = (q: Normal, p: { mean: number; sd: number }): Joint<Normal> => ({
  q,
  prior: standardNormal,
  logLikelihood: (z) => logNormal(z, p.mean, p.sd).sub(logNormal(z, 0, 1)),
});

export interface Asked {
  readonly q: { readonly mean: number; readonly sd: number };
  readonly p: { readonly mean: number; readonly sd: number };
  readonly objective: WeightsObjective;
  readonly estimator: WeightsEstimator<Normal>;
  readonly rows: number;
}

/** Independent bounds and their gradients in (μ, σ). */
export const estimates = ({ q, p, objective, estimator, rows }: Asked) =>
  tf.tidy(() => {
    let values: number[] = [];
    const gradients = tf.grads((mean: tf.Tensor, logVariance: tf.Tensor) => {
      const joint = jointOf(normal({ mean, logVariance }), p);
      const { bound } = objective.bound(joint, estimator, rng(21));
      values = numbersOf(bound);
      return bound.sum();
    })([tf.fill([rows, 1], q.mean), tf.fill([rows, 1], 2 * Math.log(q.sd))]);
    return {
      values,
      mean: numbersOf(at(gradients, 0)),
      sd: numbersOf(at(gradients, 1)).map((g) => (g * 2) / q.sd),
    };
  });

export const momentsOf = (numbers: readonly number[]) => {
  const mean = numbers.reduce((sum, v) => sum + v, 0) / numbers.length;
  const sd = Math.sqrt(numbers.reduce((sum, v) => sum + (v - mean) ** 2, 0) / numbers.length);
  return { mean, sd, error: sd / Math.sqrt(numbers.length) };
};
