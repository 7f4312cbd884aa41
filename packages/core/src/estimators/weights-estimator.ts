import type * as tf from "@tensorflow/tfjs";
import { shown } from "../arguments.ts";
import type { Functional } from "../functionals/functional.ts";
import type { Rng } from "../random/rng.ts";
import { withGradient } from "../tensors/gradients.ts";

/** Draws with their weights. A group is the K draws of one bound: M groups, S = K·M draws. */
export interface WeightedDraws {
  /** log w: [K, M·B]. */
  readonly logW: tf.Tensor;
  /** log q(z|x): [K, M·B]. */
  readonly logQ: tf.Tensor;
  /** E_q log p(x|z), the mean over all S draws: [B], without a gradient. */
  readonly reconstruction: tf.Tensor;
  /** KL(q(z|x)‖p(z)), the mean over all S draws: [B], without a gradient. */
  readonly rate: tf.Tensor;
}

/** The weights w = p(x|z) (p(z)/q(z|x))^beta of the codes of one minibatch. */
export interface Weights<Q> {
  readonly q: Q;
  /** S = K·M, the draws per example. */
  readonly samples: number;
  readonly beta: number | tf.Tensor;
  /** z [S, B, …] and log q(z|x) [S, B], with whatever gradient the estimator leaves to them. */
  weigh(z: tf.Tensor, logQ: tf.Tensor): WeightedDraws;
}

/** An estimate and the draws that it is made of. */
export interface WeightsEstimate extends WeightedDraws {
  /** F of each group: [M·B]; its gradient is the estimate. */
  readonly value: tf.Tensor;
}

/**
 * How the gradient of E F(log w₁ … log w_K) is got, in q's parameters and in those of p. Which laws
 * an estimator can take is said by Q.
 */
export interface WeightsEstimator<Q> {
  readonly expectation: (functional: Functional, weights: Weights<Q>, rng: Rng) => WeightsEstimate;
}

/** F of the log-weights [K, B], with its own slopes for its derivative. */
export const applyFunctional = (functional: Functional, logW: tf.Tensor): tf.Tensor =>
  withGradient(
    [logW],
    () => ({ value: functional.value(logW), saved: [logW] }),
    (dy, [l]) => [functional.slopes(l).mul(dy)],
  );

/** @throws TypeError where an objective is given no estimator of weights */
export const requireWeightsEstimator = (owner: string, value: WeightsEstimator<never>): void => {
  if (typeof value?.expectation === "function" && !("samples" in value)) return;
  const got = typeof value?.expectation === "function" ? "one of an expectation" : shown(value);
  throw new TypeError(`${owner} needs an estimator of weights such as dreg(), got ${got}`);
};
