import type * as tf from "@tensorflow/tfjs";
import type { Parameterised, Parameters } from "../networks/parameters.ts";
import type { Rng } from "../random/rng.ts";
import type { BaseMeasure } from "./base-measure.ts";

/** The data on which a likelihood is defined, and its base measure. */
export interface DataSpace {
  /** The base measure of log p(x|z) for these data. */
  measureOf(values: Float32Array): BaseMeasure;
  /** @throws RangeError naming the first value on which the likelihood is not defined */
  requireData(name: string, values: Float32Array): void;
}

/** p(x|z) as a function of the decoder's outputs. */
export interface OutputDistribution {
  /**
   * log p(x|z): outputs [S, B, outputSize(D)] and x [B, D] → [S, B], summed over D, in nats.
   * Gradients flow to the outputs only: x is data.
   */
  logProb(outputs: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /**
   * log p(x|z) of each x under each of G outputs: [G, outputSize(D)] and [B, D] → [B, G]. Present
   * only where matrix products make it much cheaper than logProb of all pairs.
   */
  logProbTable?(outputs: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** E[x|z]: [S, B, D]. */
  mean(outputs: tf.Tensor): tf.Tensor;
  /** A draw of x for each z: [S, B, D]. */
  sample(outputs: tf.Tensor, rng: Rng): tf.Tensor;
}

/** p(x|z) given the decoder's outputs. */
export interface Likelihood extends DataSpace, OutputDistribution {
  /** Number of decoder outputs for D data dimensions. */
  outputSize(dataSize: number): number;
}

/** A likelihood with its own parameters, trained together with the model's. */
export interface LearnedLikelihood extends Parameterised, DataSpace {
  /** Number of decoder outputs for D data dimensions. */
  outputSize(dataSize: number): number;
  at(parameters: Parameters): OutputDistribution;
}
