// Codes and images

export { type Codes, codes, priorCodes, sampleCodes } from "./codes.ts";
export { decode, drawData, reconstructionLogLikelihood } from "./decode.ts";

// The ELBO and its terms

export { type ElboTerms, type ElboTermsOptions, elboTerms } from "./elbo-terms.ts";
export { hasExactRate } from "./has-exact-rate.ts";
export {
  type MonteCarloElboTerms,
  type MonteCarloElboTermsOptions,
  monteCarloElboTerms,
} from "./monte-carlo-elbo-terms.ts";
export { type UnitRates, unitRates } from "./unit-rates.ts";

// log p(x): lower and upper bounds

export {
  type Annealed,
  type AnnealingOptions,
  annealedLowerBound,
  bidirectionalBounds,
} from "./annealing.ts";
export {
  type Extrapolated,
  type ExtrapolationOptions,
  extrapolateLadder,
} from "./extrapolate-ladder.ts";
export {
  type BoundAndElbo,
  type ImportanceWeightedBoundOptions,
  importanceWeightedBound,
  importanceWeightedBoundAndElbo,
} from "./importance-weighted-bound.ts";
export {
  type IwaeLadder,
  type IwaeLadderOptions,
  type IwaeRung,
  iwaeLadder,
} from "./iwae-ladder.ts";

// log p(x), exact for small codes and linear models

export { type EnumerableModel, type Enumeration, enumeration } from "./enumeration.ts";
export { linearGaussian } from "./linear-gaussian.ts";
export { type Quadrature, type QuadratureOptions, quadrature } from "./quadrature.ts";

// How good q(z|x) is

export {
  type AggregatePosterior,
  type AggregatePosteriorOptions,
  aggregatePosterior,
  type MutualInformation,
} from "./aggregate-posterior.ts";
export {
  type AmortisationGap,
  type AmortisationGapOptions,
  amortisationGap,
} from "./amortisation-gap.ts";
export type { Gap } from "./gap.ts";
export { type GapSplit, type GapSplitOptions, gapSplit } from "./gap-split.ts";
export { paretoK } from "./pareto-k.ts";
export { type RefineOptions, refine } from "./refine.ts";

// What the decoder does

export { decoderSensitivity } from "./decoder-sensitivity.ts";
export { type LikeliestCodesOptions, likeliestCodes } from "./likeliest-codes.ts";

// Simulated data

export { type DrawingModel, simulatedData } from "./simulated-data.ts";

// Models and results

export { type Estimate, logSumExp } from "./estimate.ts";
export type { Evaluated, GenerativeModel, InferenceModel } from "./evidence-model.ts";

// Evaluation functions, eager or compiled

export {
  type EvalFunction,
  type RunEvalFunction,
  runEagerly,
  type TensorTree,
} from "./eval-function.ts";
