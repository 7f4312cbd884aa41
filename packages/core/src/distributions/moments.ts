import type * as tf from "@tensorflow/tfjs";

/** The moments of a normal distribution with diagonal covariance, [B, K] each. */
export interface Moments {
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}
