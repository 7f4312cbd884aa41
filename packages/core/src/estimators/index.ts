// The gradient of E f(z)

export type { Estimator, SamplesOptions } from "./estimator.ts";
export { type GumbelSoftmaxOptions, gumbelSoftmax } from "./gumbel-softmax.ts";
export { measureValued } from "./measure-valued.ts";
export { pathwise } from "./pathwise.ts";
export { type RebarOptions, rebar } from "./rebar.ts";
export { type ScoreFunctionOptions, scoreFunction } from "./score-function.ts";
export { straightThrough } from "./straight-through.ts";

// Estimators with parameters of their own

export { type Baseline, inputBaseline, runningMean } from "./baseline.ts";
export { baselinedScoreFunction, nvil } from "./baselined-score-function.ts";
export type { LearnedEstimator } from "./learned-estimator.ts";
export { learnedRebar } from "./learned-rebar.ts";

// The gradient of E F(log w₁ … log w_K)

export { dreg } from "./dreg.ts";
export { pathwiseWeights } from "./pathwise-weights.ts";
export {
  type ScoreFunctionWeightsOptions,
  scoreFunctionWeights,
} from "./score-function-weights.ts";
export { stickingTheLanding } from "./sticking-the-landing.ts";
export { type VimcoOptions, vimco } from "./vimco.ts";
export type {
  WeightedDraws,
  Weights,
  WeightsEstimate,
  WeightsEstimator,
} from "./weights-estimator.ts";
