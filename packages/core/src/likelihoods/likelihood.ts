import type * as tf from "@tensorflow/tfjs";
import type { Parameterised, Parameters } from "../networks/parameters.ts";
import type { Rng } from "../random/rng.ts";
import type { BaseMeasure } from "./base-measure.ts";

/** Which data a law is over, and what its log-probabilities of them are. */
export interface DataSpace {
  /** What log p(x|z) is the logarithm of, where these are the data. */
  measureOf(values: Float32Array): BaseMeasure;
  /** @throws RangeError naming the first value on which the likelihood is not defined */
  requireData(name: string, values: Float32Array): void;
}

/** p(x|z) as a function of what the decoder puts out. */
export interface OutputDistribution {
  /**
   * log p(x|z): outputs [S, B, outputSize(D)] and x [B, D] → [S, B], summed over D, in nats.
   * Gradients flow to the outputs alone: x is data.
   */
  logProb(outputs: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /**
   * log p(x|z) of each x under each of G outputs: [G, outputSize(D)] and [B, D] → [B, G]. Only where
   * that is matrix products, so much less than logProb of all pairs.
   */
  logProbTable?(outputs: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** E[x|z]: [S, B, D]. */
  mean(outputs: tf.Tensor): tf.Tensor;
  /** A draw of x for each z: [S, B, D]. */
  sample(outputs: tf.Tensor, rng: Rng): tf.Tensor;
}

/** p(x|z) given what the decoder puts out. */
export interface Likelihood extends DataSpace, OutputDistribution {
  /** How many numbers a decoder puts out for D data dimensions. */
  outputSize(dataSize: number): number;
}

/** A likelihood with parameters of its own, which are trained with the model's. */
export interface LearnedLikelihood extends Parameterised, DataSpace {
  /** How many numbers a decoder puts out for D data dimensions. */
  outputSize(dataSize: number): number;
  at(parameters: Parameters): OutputDistribution;
}
