import { bernoulli } from "../likelihoods/bernoulli.ts";
import { continuousBernoulli } from "../likelihoods/continuous-bernoulli.ts";
import {
  discretisedLogistic,
  perPixelDiscretisedLogistic,
} from "../likelihoods/discretised-logistic.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { learnedGaussian } from "../likelihoods/gaussian-learned.ts";
import { optimalGaussian } from "../likelihoods/gaussian-optimal.ts";
import { perPixelGaussian } from "../likelihoods/gaussian-per-pixel.ts";
import type { LearnedLikelihood, Likelihood } from "../likelihoods/likelihood.ts";
import { type MakersByKind, makeByKind } from "./by-kind.ts";
import type { LikelihoodDescription } from "./model-description.ts";

const makers: MakersByKind<LikelihoodDescription, Likelihood | LearnedLikelihood> = {
  bernoulli,
  "continuous-bernoulli": continuousBernoulli,
  gaussian,
  "learned-gaussian": learnedGaussian,
  "optimal-gaussian": optimalGaussian,
  "per-pixel-gaussian": perPixelGaussian,
  "discretised-logistic": discretisedLogistic,
  "per-pixel-discretised-logistic": perPixelDiscretisedLogistic,
};

/**
 * The likelihood of a description.
 * @throws RangeError for an unknown kind, and for options that the likelihood does not take
 * @throws TypeError for an option that is missing or unknown
 */
export const buildLikelihood = (
  description: LikelihoodDescription,
): Likelihood | LearnedLikelihood => makeByKind("likelihood", makers, description);
