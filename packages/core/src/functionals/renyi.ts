import type * as tf from "@tensorflow/tfjs";
import { requireFinite } from "../arguments.ts";
import type { Functional } from "./functional.ts";
import { normalisedWeights } from "./log-mean-exp.ts";
import { mean } from "./mean.ts";

/**
 * 1/(1 − α) · log (1/K) Σ w^(1−α) (Li & Turner 2016, eq. 8): the mean at α = 1, log-mean-exp at 0.
 * expm1 and log1p keep it accurate near α = 1.
 */
export const renyi = (alpha: number): Functional => {
  requireFinite("alpha", alpha);
  if (alpha === 1) return mean;
  const t = 1 - alpha;
  const tilted = (logW: tf.Tensor) => normalisedWeights(logW.mul(t));
  return {
    name: `rényi ${alpha}`,
    value: (logW) => {
      const powers = logW.mul(t);
      const largest = powers.max(0);
      return powers.sub(largest).expm1().mean(0).log1p().add(largest).div(t);
    },
    slopes: tilted,
    curvatures: (logW) => {
      const w = tilted(logW);
      return w.sub(w.square()).mul(t);
    },
  };
};
