import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { forEachChunk, isWide, write } from "./chunks.ts";
import { type EvalFunction, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated, InferenceModel } from "./evidence-model.ts";
import { likelihoodOfDraws } from "./likelihood-of-draws.ts";

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
  const { rng, samples = 1, run = runEagerly } = options;
  requireRng("rng", rng);
  const { model, parameters } = requireParameters(trained);
  requireCount("samples", samples);
  const { latentSize: K, dataSize: D } = model;
  const N = requireRows("x", x, model);
  const found = {
    reconstruction: new Float32Array(N),
    rate: new Float32Array(N),
    mean: new Float32Array(N * K),
    code: new Float32Array(N * K),
  };
  let logVariance: Float32Array | undefined;
  const evalFunction = termsFunction(model, samples, isWide(D));
  forEachChunk("x", x, D, (batch, { start }) => {
    const terms = run(evalFunction, { parameters, x: batch }, rng.fold("rows from", start));
    const logLikelihood = terms.draws
      ? likelihoodOfDraws({ model, parameters }, terms.draws, batch, run).mean(0)
      : terms.reconstruction;
    write(found.reconstruction, start, logLikelihood as tf.Tensor);
    write(found.rate, start, terms.rate);
    write(found.mean, start * K, terms.mean);
    write(found.code, start * K, terms.code);
    if (terms.logVariance) {
      logVariance ??= new Float32Array(N * K);
      write(logVariance, start * K, terms.logVariance);
    }
  });
  return { ...found, ...(logVariance && { logVariance }) };
};

type TermTensors = {
  /** [B], as `rate`. */
  readonly reconstruction?: tf.Tensor;
  /** In place of the reconstruction, which is computed in parts: [S, B, K]. */
  readonly draws?: tf.Tensor;
  readonly rate: tf.Tensor;
  /** [B, K], as `logVariance` and `code`. */
  readonly mean: tf.Tensor;
  readonly logVariance?: tf.Tensor;
  readonly code: tf.Tensor;
};

const termsFunction = (
  model: MeanModel,
  samples: number,
  inParts: boolean,
): EvalFunction<{ readonly parameters: Parameters; readonly x: tf.Tensor }, TermTensors> => ({
  name: `terms of the ELBO with a rate of ${samples} draws`,
  apply: ({ parameters, x }, rng) => {
    const q = model.posterior(parameters, x);
    const z = q.sample(rng, samples);
    return {
      ...(inParts
        ? { draws: z }
        : { reconstruction: model.logLikelihood(parameters, z, x).mean(0) }),
      rate: q.logProb(z).sub(model.prior(parameters).logProb(z)).mean(0),
      mean: q.mean,
      ...(q.logVariance && { logVariance: q.logVariance }),
      code: tf.slice(z, [0, 0, 0], [1, -1, -1]).squeeze([0]),
    };
  },
});
