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

export const likelihoodOf = (
  config: PartOf<"model">["likelihood"],
): NonNullable<ModelOptions["likelihood"]> => {
  switch (config.kind) {
    case "bernoulli":
      return bernoulli();
    case "continuous-bernoulli":
      return continuousBernoulli();
    case "gaussian":
      return gaussian(config);
    case "learned-gaussian":
      return learnedGaussian();
    case "optimal-gaussian":
      return optimalGaussian();
    case "per-pixel-gaussian":
      return perPixelGaussian(config);
    case "discretised-logistic":
      return discretisedLogistic(config);
    case "per-pixel-discretised-logistic":
      return perPixelDiscretisedLogistic(config);
  }
};
