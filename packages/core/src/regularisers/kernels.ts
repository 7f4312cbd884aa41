import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";

/** A positive-definite function of ‖a − b‖², 1 at 0. */
export interface MmdKernel {
  readonly name: string;
  /** The kernel of squared distances between codes of K units. */
  of(squaredDistance: tf.Tensor, K: number): tf.Tensor;
}

/** exp(−‖u‖²/(2·bandwidth²)); default bandwidth: √K. */
export const rbf = withOptions(
  "rbf",
  { bandwidth: "optional" },
  ({ bandwidth }: { readonly bandwidth?: number }): MmdKernel => {
    if (bandwidth !== undefined) requirePositive("bandwidth", bandwidth);
    return {
      name: "rbf",
      of: (d2, K) => d2.div(-2 * (bandwidth ?? Math.sqrt(K)) ** 2).exp(),
    };
  },
);

/** c/(c + ‖u‖²), with heavy tails that keep a gradient at large distances; default c: 2K (Tolstikhin et al. 2018). */
export const inverseMultiquadric = withOptions(
  "inverseMultiquadric",
  { scale: "optional" },
  ({ scale }: { readonly scale?: number }): MmdKernel => {
    if (scale !== undefined) requirePositive("scale", scale);
    return {
      name: "imq",
      of: (d2, K) => {
        const c = scale ?? 2 * K;
        return tf.div(c, d2.add(c));
      },
    };
  },
);
