import type * as tf from "@tensorflow/tfjs";
import { shown } from "../arguments.ts";
import type { Functional } from "../functionals/functional.ts";
import type { Rng } from "../random/rng.ts";
import { withGradient } from "../tensors/gradients.ts";

/** Samples with their weights. A group is the K samples of one bound: M groups, S = K·M samples. */
export interface WeightedDraws {
  /** log w: [K, M·B]. */
  readonly logW: tf.Tensor;
  /** log q(z|x): [K, M·B]. */
  readonly logQ: tf.Tensor;
  /** E_q log p(x|z), the mean over all S samples: [B], without gradient. */
  readonly reconstruction: tf.Tensor;
  /** KL(q(z|x)‖p(z)), the mean over all S samples: [B], without gradient. */
  readonly rate: tf.Tensor;
}

/** The weights w = p(x|z) (p(z)/q(z|x))^beta of the codes of one minibatch. */
export interface Weights<Q> {
  readonly q: Q;
  /** S = K·M, the number of samples per example. */
  readonly samples: number;
  readonly beta: number | tf.Tensor;
  /** z [S, B, …] and log q(z|x) [S, B], with the gradients that the estimator lets through. */
  weigh(z: tf.Tensor, logQ: tf.Tensor): WeightedDraws;
}

/** An estimate and its samples. */
export interface WeightsEstimate extends WeightedDraws {
  /** F of each group: [M·B]; its gradient is the estimate. */
  readonly value: tf.Tensor;
}

/**
 * An estimator of the gradient of E F(log w₁ … log w_K) in the parameters of q and p. The type Q
 * restricts its distributions.
 */
export interface WeightsEstimator<Q> {
  readonly expectation: (functional: Functional, weights: Weights<Q>, rng: Rng) => WeightsEstimate;
}

/** F of the log-weights [K, B], differentiated by its own slopes. */
export const applyFunctional = (functional: Functional, logW: tf.Tensor): tf.Tensor =>
  withGradient(
    [logW],
    () => ({ value: functional.value(logW), saved: [logW] }),
    (dy, [l]) => [functional.slopes(l).mul(dy)],
  );

/** @throws TypeError if `value` is not an estimator of weights */
export const requireWeightsEstimator = (owner: string, value: WeightsEstimator<never>): void => {
  if (typeof value?.expectation === "function" && !("samples" in value)) return;
  const got = typeof value?.expectation === "function" ? "one of an expectation" : shown(value);
  throw new TypeError(`${owner} needs an estimator of weights such as dreg(), got ${got}`);
};
