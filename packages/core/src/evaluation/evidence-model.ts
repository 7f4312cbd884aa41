import type * as tf from "@tensorflow/tfjs";
import type { Distribution } from "../distributions/distribution.ts";
import type { Likelihood } from "../likelihoods/likelihood.ts";
import type { Parameters } from "../networks/parameters.ts";
import { rowsOf } from "../shapes.ts";

/** p(z) and p(x|z): a model that has a log p(x). */
export interface GenerativeModel {
  readonly dataSize: number;
  readonly latentSize: number;
  readonly likelihood: Likelihood;
  readonly prior: Pick<Distribution, "logProb">;
  /** log p(x|z): z [S, B, K] and x [B, D] → [S, B], in nats. */
  logLikelihood(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** The same of all pairs, z [G, K] and x [B, D] → [B, G], where there is a fast way to it. */
  logLikelihoodTable?(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
}

/** A generative model with a law q(z|x) to draw from, whatever its kind. */
export interface InferenceModel extends GenerativeModel {
  posterior(parameters: Parameters, x: tf.Tensor): Distribution;
}

/** A model with its parameters. */
export interface Evaluated<M> {
  readonly model: M;
  readonly parameters: Parameters;
}

/**
 * How many rows x has, if they are data of which p(x) is a probability or a density.
 * @throws RangeError for grey values under coins, whose cross-entropy is no log-probability
 */
export const requireEvidence = (
  { dataSize, likelihood }: GenerativeModel,
  x: Float32Array,
): number => {
  likelihood.requireData("x", x);
  if (likelihood.normalisedTo.startsWith("counting measure on {0, 1}")) {
    const i = x.findIndex((value) => value !== 0 && value !== 1);
    if (i >= 0)
      throw new RangeError(
        `x[${i}] must be 0 or 1 for a claim about log p(x): of grey values the Bernoulli likelihood is an unnormalised cross-entropy, got ${x[i]}`,
      );
  }
  return rowsOf("x", x, dataSize);
};
