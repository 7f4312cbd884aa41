export { type BaseMeasure, isNormalised, requireNormalised } from "./base-measure.ts";
export { bernoulli } from "./bernoulli.ts";
export { type BitsOptions, bitsPerDimension } from "./bits-per-dimension.ts";
export { continuousBernoulli } from "./continuous-bernoulli.ts";
export {
  discretisedLogistic,
  type Levels,
  perPixelDiscretisedLogistic,
} from "./discretised-logistic.ts";
export { gaussian } from "./gaussian.ts";
export { learnedGaussian } from "./gaussian-learned.ts";
export { optimalGaussian } from "./gaussian-optimal.ts";
export { perPixelGaussian } from "./gaussian-per-pixel.ts";
export type { DataSpace, LearnedLikelihood, Likelihood, OutputDistribution } from "./likelihood.ts";
export { lowRankGaussian } from "./low-rank-gaussian.ts";
