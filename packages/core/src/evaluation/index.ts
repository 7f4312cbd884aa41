export {
  type AggregatePosterior,
  type AggregatePosteriorOptions,
  aggregatePosterior,
  type MutualInformation,
} from "./aggregate-posterior.ts";
export {
  type Annealed,
  type AnnealingOptions,
  annealedLowerBound,
  bidirectionalBounds,
} from "./annealing.ts";
export { type Codes, codes, priorCodes, sampleCodes } from "./codes.ts";
export { decode, reconstructionLogLikelihood } from "./decode.ts";
export { type ElboTerms, type ElboTermsOptions, elboTerms } from "./elbo-terms.ts";
export { type EnumerableModel, type Enumeration, enumeration } from "./enumeration.ts";
export { type Estimate, logSumExp } from "./estimate.ts";
export {
  type EvalFunction,
  type RunEvalFunction,
  runEagerly,
  type TensorTree,
} from "./eval-function.ts";
export type { Evaluated, GenerativeModel, InferenceModel } from "./evidence-model.ts";
export {
  type Extrapolated,
  type ExtrapolationOptions,
  extrapolateLadder,
} from "./extrapolate-ladder.ts";
export { type Gap, type GapSplit, type GapSplitOptions, gapSplit } from "./gap-split.ts";
export {
  type IwaeLadder,
  type IwaeLadderOptions,
  type IwaeRung,
  iwaeLadder,
} from "./iwae-ladder.ts";
export { linearGaussian } from "./linear-gaussian.ts";
export { paretoK } from "./pareto-k.ts";
export { type Quadrature, type QuadratureOptions, quadrature } from "./quadrature.ts";
export { type RefineOptions, refine } from "./refine.ts";
export { type DrawingModel, simulatedData } from "./simulated-data.ts";
