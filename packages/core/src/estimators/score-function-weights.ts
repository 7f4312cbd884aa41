import type * as tf from "@tensorflow/tfjs";
import { requireOneOf } from "../arguments.ts";
import type { Distribution } from "../distributions/distribution.ts";
import type { Functional } from "../functionals/functional.ts";
import { withOptions } from "../options.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import { leaveOneOut } from "./baselines.ts";
import { applyFunctional, type WeightsEstimator } from "./weights-estimator.ts";

/** The factor of ∇log q(z_k): F [B], or F minus a baseline that does not depend on that sample [K, B]. */
export type Signal = (functional: Functional, logW: tf.Tensor) => tf.Tensor;

/**
 * ∇E F = E Σ_k signal_k ∇log q(z_k|x) + E Σ_k F_k ∇log w_k, z fixed (Mnih & Rezende 2016, eq. 5).
 * It needs no gradient of the weights in z, so samples may be discrete.
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

/** Signals by baseline. */
const signals = {
  none: (functional, logW) => functional.value(logW),
  "leave-one-out": (functional, logW) => functional.value(logW).sub(leaveOneOut(functional, logW)),
} satisfies Record<string, Signal>;

/** Options of `scoreFunctionWeights`. */
export interface ScoreFunctionWeightsOptions {
  readonly baseline?: keyof typeof signals;
}

/**
 * REINFORCE for functionals of K samples (Williams 1992). The leave-one-out baseline of a sample is F
 * of the other K − 1 samples; for the mean it is that of Kool et al. 2019.
 */
export const scoreFunctionWeights = withOptions(
  "scoreFunctionWeights",
  { baseline: "optional" },
  ({ baseline = "none" }: ScoreFunctionWeightsOptions): WeightsEstimator<Distribution> => {
    requireOneOf("baseline", baseline, Object.keys(signals));
    return scoreFunctionWith(signals[baseline]);
  },
);
