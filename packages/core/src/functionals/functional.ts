import type * as tf from "@tensorflow/tfjs";

/**
 * A symmetric function F(log w₁ … log w_K) that is averaged over samples of a posterior. It brings its
 * derivatives, because estimators of ∇E F combine them in different ways.
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
