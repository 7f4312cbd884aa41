// Likelihoods

export type { DataSpace, LearnedLikelihood, Likelihood, OutputDistribution } from "./likelihood.ts";

// Binary data

export { bernoulli } from "./bernoulli.ts";

// Data in [0, 1]

export { continuousBernoulli } from "./continuous-bernoulli.ts";
export {
  discretisedLogistic,
  type Levels,
  perPixelDiscretisedLogistic,
} from "./discretised-logistic.ts";

// Real data

export { gaussian } from "./gaussian.ts";
export { learnedGaussian } from "./gaussian-learned.ts";
export { optimalGaussian } from "./gaussian-optimal.ts";
export { perPixelGaussian } from "./gaussian-per-pixel.ts";
export { lowRankGaussian } from "./low-rank-gaussian.ts";

// What a log-likelihood is the logarithm of

export { type BaseMeasure, isNormalised, requireNormalised } from "./base-measure.ts";
export { type BitsOptions, bitsPerDimension } from "./bits-per-dimension.ts";
