import type * as tf from "@tensorflow/tfjs";
import type { Density, Distribution } from "../distributions/distribution.ts";
import { requireNormalised } from "../likelihoods/base-measure.ts";
import type { DataSpace } from "../likelihoods/likelihood.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { Decoder } from "../models/decoder.ts";
import type { Parameters } from "../networks/parameters.ts";

/** p(z) and p(x|z): a model with a log p(x). */
export interface GenerativeModel
  extends DataSpace,
    Pick<Decoder, "logLikelihood" | "logLikelihoodTable"> {
  readonly dataSize: number;
  readonly latentSize: number;
  prior(parameters: Parameters): Density;
}

/** A generative model with an approximate posterior q(z|x) of any family. */
export interface InferenceModel extends GenerativeModel {
  posterior(parameters: Parameters, x: tf.Tensor): Distribution;
}

/** A model with its parameters. */
export interface Evaluated<M> {
  readonly model: M;
  readonly parameters: Parameters;
}

/**
 * The number of rows of x, after checking that p(x) is a probability or a density of such data.
 * @throws TypeError, ShapeError, RangeError as `requireRows` does
 * @throws RangeError for grey values with a Bernoulli likelihood: a cross-entropy is no log p(x)
 * @throws DisposedError for a model after dispose()
 */
export const requireEvidence = (evaluated: Evaluated<GenerativeModel>, x: Float32Array): number => {
  const { model } = requireParameters(evaluated);
  const rows = requireRows("x", x, model);
  requireNormalised("a claim about log p(x)", model.measureOf(x));
  return rows;
};
