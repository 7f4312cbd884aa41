import { bernoulli, gaussian, type ModelOptions } from "@vae-lab/core";
import {
  continuousBernoulli,
  discretisedLogistic,
  learnedGaussian,
  optimalGaussian,
  perPixelDiscretisedLogistic,
  perPixelGaussian,
} from "@vae-lab/core/likelihoods";
import type { PartOf } from "../config/trial-config.ts";
import { optionsOf } from "./options-of.ts";

export const likelihoodOf = (
  config: PartOf<"model">["likelihood"],
): NonNullable<ModelOptions["likelihood"]> => {
  switch (config.kind) {
    case "bernoulli":
      return bernoulli();
    case "continuous-bernoulli":
      return continuousBernoulli();
    case "gaussian":
      return gaussian(optionsOf(config));
    case "learned-gaussian":
      return learnedGaussian();
    case "optimal-gaussian":
      return optimalGaussian();
    case "per-pixel-gaussian":
      return perPixelGaussian(optionsOf(config));
    case "discretised-logistic":
      return discretisedLogistic(optionsOf(config));
    case "per-pixel-discretised-logistic":
      return perPixelDiscretisedLogistic(optionsOf(config));
  }
};
