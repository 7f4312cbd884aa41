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
 * N(output, σ² · I) with one σ² for all pixels and all z, learned with the rest. Its optimum is what
 * probabilistic PCA's is: the mean square of what is not explained (Lucas et al. 2019).
 */
export const learnedGaussian = withOptions(
  "learnedGaussian",
  { variance: "optional" },
  ({
    variance = 1,
  }: {
    /** Where σ² begins. */
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
