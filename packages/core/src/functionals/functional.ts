import type * as tf from "@tensorflow/tfjs";

/**
 * F(log w₁ … log w_K), what is averaged over draws of a posterior: symmetric in them. Estimators of
 * ∇E F differ in which of its derivatives reach what, so it brings its own.
 */
export interface Functional {
  readonly name: string;
  /** F: log w [K, B] → [B]. */
  value(logW: tf.Tensor): tf.Tensor;
  /** ∂F/∂log w_k: [K, B] → [K, B]. */
  slopes(logW: tf.Tensor): tf.Tensor;
  /** ∂²F/∂(log w_k)²: [K, B] → [K, B]. */
  curvatures(logW: tf.Tensor): tf.Tensor;
}
