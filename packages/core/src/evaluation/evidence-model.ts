import type * as tf from "@tensorflow/tfjs";
import type { Density, Distribution } from "../distributions/distribution.ts";
import { requireNormalised } from "../likelihoods/base-measure.ts";
import type { DataSpace } from "../likelihoods/likelihood.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { Decoder } from "../models/decoder.ts";
import type { Parameters } from "../networks/parameters.ts";

/** p(z) and p(x|z): a model that has a log p(x). */
export interface GenerativeModel
  extends DataSpace,
    Pick<Decoder, "logLikelihood" | "logLikelihoodTable"> {
  readonly dataSize: number;
  readonly latentSize: number;
  prior(parameters: Parameters): Density;
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
 * @throws TypeError, ShapeError, RangeError as `requireRows` does
 * @throws RangeError for grey values under coins, whose cross-entropy is no log-probability
 * @throws DisposedError for a model after dispose()
 */
export const requireEvidence = (evaluated: Evaluated<GenerativeModel>, x: Float32Array): number => {
  const { model } = requireParameters(evaluated);
  const rows = requireRows("x", x, model);
  requireNormalised("a claim about log p(x)", model.measureOf(x));
  return rows;
};
