import type * as tf from "@tensorflow/tfjs";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";
import type { EvalFunction, RunEvalFunction } from "./eval-function.ts";
import type { Evaluated, InferenceModel } from "./evidence-model.ts";
import { type DrawnTensors, drawnTensors, termsOfRows } from "./terms-of-draws.ts";

/** Options of `monteCarloElboTerms`. */
export interface MonteCarloElboTermsOptions {
  readonly rng: Rng;
  /** Samples of z per row, for both terms. Default: 1. */
  readonly samples?: number;
  readonly run?: RunEvalFunction;
}

/**
 * In nats. ELBO = reconstruction − rate, at beta = 1 whatever the trained beta; both terms are unbiased
 * estimates from the same samples.
 */
export interface MonteCarloElboTerms {
  /** E_q log p(x|z) by Monte Carlo: N. */
  readonly reconstruction: Float32Array;
  /** KL(q(z|x)‖p(z)) = E_q [log q(z|x) − log p(z)] by Monte Carlo, so it may be below 0: N. */
  readonly rate: Float32Array;
  /** The mean of q(z|x) of each row, N·K; of the upper of two layers, at the mean of the lower. */
  readonly mean: Float32Array;
  /** ln Var_q z of each row: N·K; absent for two layers, and for discrete codes. */
  readonly logVariance?: Float32Array;
  /** The first sample of z per row, equal to `sampleCodes`: N·K. */
  readonly code: Float32Array;
}

/** A model whose q(z|x) has a mean. */
interface MeanModel extends InferenceModel {
  posterior(
    parameters: Parameters,
    x: tf.Tensor,
  ): ReturnType<InferenceModel["posterior"]> & {
    readonly mean: tf.Tensor;
    readonly logVariance?: tf.Tensor;
  };
}

/**
 * The two terms of the ELBO for each of the N rows of x, for a posterior and a prior of any kind. Where
 * KL(q‖p) has a closed form, `elboTerms` is exact in the rate and has the rate of each unit.
 * @throws TypeError, ShapeError, RangeError for arguments that break a rule
 */
export const monteCarloElboTerms = (
  trained: Evaluated<MeanModel>,
  x: Float32Array,
  options: MonteCarloElboTermsOptions,
): MonteCarloElboTerms => {
  requireOptions("monteCarloElboTerms", options, {
    rng: "required",
    samples: "optional",
    run: "optional",
  });
  return termsOfRows(trained, x, options, (samples) => termsFunction(trained.model, samples));
};

const termsFunction = (
  model: MeanModel,
  samples: number,
): EvalFunction<
  { readonly parameters: Parameters; readonly x: tf.Tensor },
  DrawnTensors & { readonly rate: tf.Tensor }
> => ({
  name: `terms of the ELBO with a rate of ${samples} draws`,
  apply: ({ parameters, x }, rng) => {
    const q = model.posterior(parameters, x);
    const z = q.sample(rng, samples);
    return {
      ...drawnTensors(model, parameters, q, z, x),
      rate: q.logProb(z).sub(model.prior(parameters).logProb(z)).mean(0),
    };
  },
});
