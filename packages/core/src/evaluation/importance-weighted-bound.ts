import { requireCount } from "../arguments.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import { type OptionNames, requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { logSumExp, meanOf } from "./estimate.ts";
import { type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated, InferenceModel } from "./evidence-model.ts";
import { forEachRowOfLogWeights } from "./log-weights.ts";

/** Options of `importanceWeightedBound`. */
export interface ImportanceWeightedBoundOptions {
  readonly rng: Rng;
  /** K, samples per row. Default: 50. */
  readonly samples?: number;
  readonly run?: RunEvalFunction;
}

const importanceWeightedBoundOptions: OptionNames<ImportanceWeightedBoundOptions> = {
  rng: "required",
  samples: "optional",
  run: "optional",
};

/** The importance-weighted bound and the ELBO of the same draws: N each, in nats. */
export interface BoundAndElbo {
  readonly bound: Float64Array;
  readonly elbo: Float64Array;
}

/**
 * `importanceWeightedBound` with the mean of log w_k, an estimate of the ELBO. The difference of the two
 * varies much less between rows than either.
 */
export const importanceWeightedBoundAndElbo = (
  evaluated: Evaluated<InferenceModel>,
  x: Float32Array,
  options: ImportanceWeightedBoundOptions,
): BoundAndElbo => {
  requireOptions("importanceWeightedBoundAndElbo", options, importanceWeightedBoundOptions);
  const { rng, samples = 50, run = runEagerly } = options;
  requireRng("rng", rng);
  requireCount("samples", samples);
  const { model } = requireParameters(evaluated);
  const N = requireRows("x", x, model);
  const found = { bound: new Float64Array(N), elbo: new Float64Array(N) };
  forEachRowOfLogWeights(evaluated, x, { rng, samples, run }, (row, logWeights) => {
    found.bound[row] = logSumExp(logWeights) - Math.log(samples);
    found.elbo[row] = meanOf(logWeights);
  });
  return found;
};

/**
 * log (1/K) Σ w_k of K samples for each of the N rows of x, in nats: one draw of the importance-weighted
 * bound (Burda et al. 2016, eq. 8). A lower bound of log p(x) in expectation if the likelihood is
 * normalised. It also takes grey values under a Bernoulli likelihood, to compare training with test rows:
 * then it bounds no log p(x). `iwaeLadder` states errors and refuses such data.
 */
export const importanceWeightedBound = (
  evaluated: Evaluated<InferenceModel>,
  x: Float32Array,
  options: ImportanceWeightedBoundOptions,
): Float64Array => {
  requireOptions("importanceWeightedBound", options, importanceWeightedBoundOptions);
  return importanceWeightedBoundAndElbo(evaluated, x, options).bound;
};
