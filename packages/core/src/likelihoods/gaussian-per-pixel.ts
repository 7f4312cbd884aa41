import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { softAtLeast } from "../tensors/soft-bounds.ts";
import { requireFinite } from "./data-rules.ts";
import { densityOfReals } from "./gaussian.ts";
import type { Likelihood } from "./likelihood.ts";
import { gaussianLogDensity } from "./log-density.ts";

/**
 * N(μ, diag σ²); the decoder outputs D means followed by D raw log-variances. `floor` is the minimum
 * variance: without it the likelihood is unbounded at pixels that are constant in all images (67 of
 * MNIST's 784), and training diverges towards it.
 */
export const perPixelGaussian = withOptions(
  "perPixelGaussian",
  { floor: "required" },
  ({ floor }: { readonly floor: number }): Likelihood => {
    requirePositive("floor", floor);
    const momentsOf = (outputs: tf.Tensor): [tf.Tensor, tf.Tensor] => {
      const [means, raw] = tf.split(outputs, 2, -1) as [tf.Tensor, tf.Tensor];
      return [means, softAtLeast(Math.log(floor), raw)];
    };
    return {
      outputSize: (dataSize) => 2 * dataSize,
      logProb: (outputs, x) => gaussianLogDensity(...momentsOf(outputs), x),
      mean: (outputs) => momentsOf(outputs)[0],
      sample: (outputs, rng) => {
        const [means, logVariance] = momentsOf(outputs);
        return rng.normal(means.shape).mul(logVariance.div(2).exp()).add(means);
      },
      measureOf: () => densityOfReals,
      requireData: requireFinite,
    };
  },
);
