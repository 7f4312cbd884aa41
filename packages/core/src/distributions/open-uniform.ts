import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/**
 * Uniform samples from the open interval (0, 1), symmetric about ½: the midpoints of the 2²³ cells of
 * the stream's samples, each exact in float32.
 */
export const openUniform = (rng: Rng, shape: number[]): tf.Tensor =>
  rng.uniform(shape).add(2 ** -24);

/** Standard logistic samples, within ±16.7. */
export const logistic = (rng: Rng, shape: number[]): tf.Tensor => {
  const u = openUniform(rng, shape);
  return u.log().sub(u.neg().log1p());
};

/** Logarithms of standard exponential samples; their negatives are Gumbel samples. */
export const logExponential = (rng: Rng, shape: number[]): tf.Tensor =>
  openUniform(rng, shape).log().neg().log();
