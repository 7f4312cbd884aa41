import type * as tf from "@tensorflow/tfjs";

/** p(x|z) given what the decoder puts out. */
export interface Likelihood {
  /** What log p(x|z) is the logarithm of; values of different kinds are never ranked together. */
  readonly normalisedTo: string;
  /**
   * log p(x|z): outputs [S, B, D] and x [B, D] → [S, B], summed over D, in nats. Gradients flow
   * to the outputs alone: x is data.
   */
  logProb(outputs: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /**
   * log p(x|z) of each x under each of G outputs: [G, D] and [B, D] → [B, G]. Only where that is
   * matrix products, so much less than logProb of all pairs.
   */
  logProbTable?(outputs: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** E[x|z], of the shape of the outputs. */
  mean(outputs: tf.Tensor): tf.Tensor;
  /** @throws RangeError naming the first value on which the likelihood is not defined */
  requireData(name: string, values: Float32Array): void;
}
