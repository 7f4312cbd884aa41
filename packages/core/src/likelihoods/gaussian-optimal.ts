import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { BaseMeasure } from "./base-measure.ts";
import { requireFinite } from "./data-rules.ts";
import type { Likelihood } from "./likelihood.ts";
import { gaussianLogDensity } from "./log-density.ts";

const ofItsOwnData: BaseMeasure = {
  kind: "unnormalised",
  description:
    "a likelihood whose variance is set by the data that it judges: take gaussian({ variance }) with the training set's mean squared error",
};

/**
 * N(output, σ² · I) with the σ² that maximises the likelihood of the minibatch: the mean of
 * (x − output)² over S draws, B examples and D pixels. The mean of log p(x|z) is then
 * −D/2 · (log 2π·MSE + 1), the σ-VAE's loss D/2 · log MSE (Rybkin et al. 2021, eq. 8). σ² is held
 * constant in differentiation, which is exact at its optimum when all draws have equal weight.
 */
export const optimalGaussian = withOptions(
  "optimalGaussian",
  { floor: "optional" },
  ({
    floor = 1e-6,
  }: {
    /** Minimum of σ²: a perfect reconstruction has no optimal σ². */
    readonly floor?: number;
  }): Likelihood => {
    requirePositive("floor", floor);
    return {
      outputSize: (dataSize) => dataSize,
      logProb: (means, x) => {
        const logVariance = withoutGradient(() => {
          const variance = x.sub(means).square().mean();
          return tf.maximum(variance, floor).log();
        });
        return gaussianLogDensity(means, logVariance, x);
      },
      mean: (means) => means.clone(),
      sample: () => {
        throw new RangeError(
          "cannot sample: the variance is that of a minibatch and is unknown here; use gaussian({ variance }) with the training set's mean squared error",
        );
      },
      measureOf: () => ofItsOwnData,
      requireData: requireFinite,
    };
  },
);
