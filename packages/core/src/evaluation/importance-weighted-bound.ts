import { requireCount } from "../arguments.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { logSumExp } from "./estimate.ts";
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
  requireOptions("importanceWeightedBound", options, {
    rng: "required",
    samples: "optional",
    run: "optional",
  });
  const { rng, samples = 50, run = runEagerly } = options;
  requireRng("rng", rng);
  requireCount("samples", samples);
  const { model } = requireParameters(evaluated);
  const found = new Float64Array(requireRows("x", x, model));
  forEachRowOfLogWeights(evaluated, x, { rng, samples, run }, (row, logWeights) => {
    found[row] = logSumExp(logWeights) - Math.log(samples);
  });
  return found;
};
