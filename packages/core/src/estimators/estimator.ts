import type * as tf from "@tensorflow/tfjs";
import { shown } from "../arguments.ts";
import type { Rng } from "../random/rng.ts";

/**
 * How the gradient of E_q f(z) is got from draws of q. Which laws an estimator can take is said by
 * Q: a law without a path gradient does not fit the pathwise one.
 */
export interface Estimator<Q> {
  /** S, the draws per example. */
  readonly samples: number;
  /**
   * f: [S, B, K] → [S, B]. Returns [B]: its value is the mean of f over the draws, its gradient the
   * estimate, in q's parameters and in those of f.
   */
  readonly expectation: (f: (z: tf.Tensor) => tf.Tensor, q: Q, rng: Rng) => tf.Tensor;
}

/** The options of an estimator that has no others. */
export interface SamplesOptions {
  /** S ≥ 1, the draws per example; 1 when not given. */
  readonly samples?: number;
}

/** @throws TypeError where an objective is given no estimator of an expectation */
export const requireEstimator = (owner: string, value: Estimator<never>): void => {
  if (typeof value?.expectation === "function" && typeof value.samples === "number") return;
  const got = typeof value?.expectation === "function" ? "one of weights" : shown(value);
  throw new TypeError(
    `${owner} needs an estimator of an expectation such as pathwise(), got ${got}`,
  );
};
