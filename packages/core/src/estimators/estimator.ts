import type * as tf from "@tensorflow/tfjs";
import { shown } from "../arguments.ts";
import type { Rng } from "../random/rng.ts";

/**
 * An estimator of the gradient of E_q f(z) from samples of q. The type Q restricts its distributions:
 * one without pathwise gradients does not fit the pathwise estimator.
 */
export interface Estimator<Q> {
  /** S, the number of samples per example. */
  readonly samples: number;
  /**
   * f: [S, B, K] → [S, B]. Returns [B]: the mean of f over the samples, whose gradient is the
   * estimate with respect to the parameters of q and of f.
   */
  readonly expectation: (f: (z: tf.Tensor) => tf.Tensor, q: Q, rng: Rng) => tf.Tensor;
}

/** Options of an estimator: the number of samples. */
export interface SamplesOptions {
  /** S ≥ 1, the number of samples per example. Default: 1. */
  readonly samples?: number;
}

/** @throws TypeError if `value` is not an estimator of an expectation */
export const requireEstimator = (owner: string, value: Estimator<never>): void => {
  if (typeof value?.expectation === "function" && typeof value.samples === "number") return;
  const got = typeof value?.expectation === "function" ? "one of weights" : shown(value);
  throw new TypeError(
    `${owner} needs an estimator of an expectation such as pathwise(), got ${got}`,
  );
};
