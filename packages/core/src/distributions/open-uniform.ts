import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/**
 * Draws from (0, 1), never 0 and never 1, symmetric about ½: the middles of the 2²³ cells that the
 * stream's draws are the lower ends of, each a float32.
 */
export const openUniform = (rng: Rng, shape: number[]): tf.Tensor =>
  rng.uniform(shape).add(2 ** -24);

/** Standard logistic draws, at most 16.7 from 0: [shape]. */
export const logistic = (rng: Rng, shape: number[]): tf.Tensor => {
  const u = openUniform(rng, shape);
  return u.log().sub(u.neg().log1p());
};

/** Logarithms of standard exponential draws; Gumbel draws are minus these: [shape]. */
export const logExponential = (rng: Rng, shape: number[]): tf.Tensor =>
  openUniform(rng, shape).log().neg().log();
