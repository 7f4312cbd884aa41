import type * as tf from "@tensorflow/tfjs";
import type { Distribution } from "../distributions/distribution.ts";
import type { Functional } from "../functionals/functional.ts";
import { withOptions } from "../options.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import { leaveOneOut } from "./baselines.ts";
import { applyFunctional, type WeightsEstimator } from "./weights-estimator.ts";

/** What a draw earns its log-probability: F [B], or F less what does not depend on that draw [K, B]. */
export type Signal = (functional: Functional, logW: tf.Tensor) => tf.Tensor;

/**
 * ∇E F = E Σ_k signal_k ∇log q(z_k|x) + E Σ_k F_k ∇log w_k, z held (Mnih & Rezende 2016, eq. 5): the
 * weights are asked for values alone, so draws may be discrete.
 */
export const scoreFunctionWith = (signalOf: Signal): WeightsEstimator<Distribution> => ({
  expectation: (functional, { q, samples, weigh }, rng) => {
    const z = withoutGradient(() => q.sample(rng, samples));
    const weighed = weigh(z, q.logProb(z));
    const signal = withoutGradient(() => signalOf(functional, weighed.logW));
    const score = weighed.logQ.mul(signal).sum(0);
    return {
      ...weighed,
      value: applyFunctional(functional, weighed.logW).add(gradientOnly(score)),
    };
  },
});

/** What is taken off F at each draw. */
const signals = {
  none: (functional, logW) => functional.value(logW),
  "leave-one-out": (functional, logW) => functional.value(logW).sub(leaveOneOut(functional, logW)),
} satisfies Record<string, Signal>;

export interface ScoreFunctionWeightsOptions {
  readonly baseline?: keyof typeof signals;
}

/**
 * REINFORCE for functionals of K draws (Williams 1992); the leave-one-out baseline of a draw is F of
 * the other K − 1 draws, that of Kool et al. 2019 where F is the mean.
 */
export const scoreFunctionWeights = withOptions(
  "scoreFunctionWeights",
  { baseline: "optional" },
  ({ baseline = "none" }: ScoreFunctionWeightsOptions): WeightsEstimator<Distribution> => {
    if (!Object.hasOwn(signals, baseline))
      throw new RangeError(
        `baseline must be one of ${Object.keys(signals).join(", ")}, got ${baseline}`,
      );
    return scoreFunctionWith(signals[baseline]);
  },
);
