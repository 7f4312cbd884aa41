import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { requireFinite } from "./data-rules.ts";
import { densityOfReals } from "./gaussian.ts";
import type { LearnedLikelihood } from "./likelihood.ts";
import { gaussianLogDensity } from "./log-density.ts";

const name = "likelihood.logVariance";

/**
 * N(output, σ² · I) with one learned σ² for all pixels and all z. At the optimum, as in probabilistic
 * PCA, σ² is the mean squared residual (Lucas et al. 2019).
 */
export const learnedGaussian = withOptions(
  "learnedGaussian",
  { variance: "optional" },
  ({
    variance = 1,
  }: {
    /** Initial σ². */
    readonly variance?: number;
  }): LearnedLikelihood => {
    requirePositive("variance", variance);
    return {
      shapes: { [name]: [1] },
      init: () => ({ [name]: tf.fill([1], Math.log(variance)) }),
      outputSize: (dataSize) => dataSize,
      measureOf: () => densityOfReals,
      requireData: requireFinite,
      at: (parameters) => {
        const logVariance = parameter(parameters, name);
        return {
          logProb: (means, x) => gaussianLogDensity(means, logVariance, x),
          mean: (means) => means.clone(),
          sample: (means, rng) => rng.normal(means.shape).mul(logVariance.div(2).exp()).add(means),
        };
      },
    };
  },
);
