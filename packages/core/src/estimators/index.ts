export { type Baseline, inputBaseline, runningMean } from "./baseline.ts";
export { baselinedScoreFunction, nvil } from "./baselined-score-function.ts";
export { dreg } from "./dreg.ts";
export type { Estimator, SamplesOptions } from "./estimator.ts";
export { type GumbelSoftmaxOptions, gumbelSoftmax } from "./gumbel-softmax.ts";
export type { LearnedEstimator } from "./learned-estimator.ts";
export { learnedRebar } from "./learned-rebar.ts";
export { measureValued } from "./measure-valued.ts";
export { pathwise } from "./pathwise.ts";
export { pathwiseWeights } from "./pathwise-weights.ts";
export { type RebarOptions, rebar } from "./rebar.ts";
export { type ScoreFunctionOptions, scoreFunction } from "./score-function.ts";
export {
  type ScoreFunctionWeightsOptions,
  scoreFunctionWeights,
} from "./score-function-weights.ts";
export { stickingTheLanding } from "./sticking-the-landing.ts";
export { straightThrough } from "./straight-through.ts";
export { type VimcoOptions, vimco } from "./vimco.ts";
export type {
  WeightedDraws,
  Weights,
  WeightsEstimate,
  WeightsEstimator,
} from "./weights-estimator.ts";
