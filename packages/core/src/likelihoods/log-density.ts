import type * as tf from "@tensorflow/tfjs";

const logTwoPi = Math.log(2 * Math.PI);

/**
 * log N(x; means, e^logVariance · I), summed over D: means [S, B, D], logVariance of that shape or
 * one that broadcasts to it, x [B, D] → [S, B].
 */
export const gaussianLogDensity = (
  means: tf.Tensor,
  logVariance: tf.Tensor,
  x: tf.Tensor,
): tf.Tensor =>
  x
    .sub(means)
    .square()
    .mul(logVariance.neg().exp())
    .add(logVariance)
    .add(logTwoPi)
    .sum(-1)
    .mul(-0.5);
