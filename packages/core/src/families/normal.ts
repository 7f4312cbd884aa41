import type * as tf from "@tensorflow/tfjs";
import { requireFinite } from "../arguments.ts";
import { type Normal, type NormalPrior, normal, standardNormal } from "../distributions/normal.ts";
import { forwardKl } from "../divergences/forward-kl.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { softAtMost } from "../tensors/soft-bounds.ts";
import type { PosteriorFamily } from "./posterior-family.ts";

/** Options of `normalFamily`. */
export interface NormalFamilyOptions {
  /**
   * An upper bound on the encoder's ln σ², approached smoothly: max − softplus(max − ln σ²). It keeps
   * exp(ln σ²) from overflowing in a training that would run away. Default: no bound.
   */
  readonly maxLogVariance?: number | undefined;
}

/**
 * The function that bounds ln σ²: the identity without a maximum.
 * @throws RangeError unless the maximum is finite
 */
export const upperBound = (max: number | undefined): ((logVariance: tf.Tensor) => tf.Tensor) => {
  if (max === undefined) return (logVariance) => logVariance;
  requireFinite("maxLogVariance", max);
  return (logVariance) => softAtMost(max, logVariance);
};

/** Diagonal normal posteriors and the prior N(0, I) (Kingma & Welling 2014). */
export const normalFamily: PosteriorFamily<Normal, NormalPrior, NormalFamilyOptions> = {
  name: "normal",
  optionNames: { maxLogVariance: "optional" },
  heads: ["mean", "logVariance"],
  codeSize: (units) => units,
  posterior: ({ maxLogVariance }) => {
    const bounded = upperBound(maxLogVariance);
    return (heads) => {
      const [mean, logVariance] = heads as readonly [tf.Tensor, tf.Tensor];
      return normal({ mean, logVariance: bounded(logVariance) });
    };
  },
  standardPrior: () => standardNormal,
  reverseKl,
  forwardKl,
  includes: (q, p) => "whiten" in q && "whiten" in p,
};
