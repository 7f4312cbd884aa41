import type * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Density, Distribution } from "../distributions/distribution.ts";
import { applyFunctional } from "../estimators/weights-estimator.ts";
import { logMeanExp, normalisedWeights } from "../functionals/log-mean-exp.ts";
import { withOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import { weightsOf } from "./importance-weighted.ts";
import type { Joint } from "./joint.ts";
import type { Bound } from "./objective.ts";

/** An objective that brings its own gradient and asks for no estimator. */
export interface OwnGradientObjective {
  readonly bound: (joint: Joint<Distribution, Density>, estimator: undefined, rng: Rng) => Bound;
}

const phases = { wake: [true, false], sleep: [false, true], both: [true, true] } as const;

/** Options of `reweightedWakeSleep`. */
export interface ReweightedWakeSleepOptions {
  /** K, the draws of q(z|x) for each example; at least 2 where q learns from their weights. */
  readonly samples: number;
  /** Where q learns: from data, from the model's own dreams, or half from each; wake when not given. */
  readonly inference?: keyof typeof phases;
}

/**
 * Reweighted wake–sleep (Bornschein & Bengio 2015). The generative parameters follow the
 * importance-weighted bound of K draws, which is the value too (wake-θ). q falls towards the
 * posterior in the *forward* direction: KL(p(z|x)‖q) on the data by self-normalised weights, with a
 * bias of order 1/K (wake-φ), or the same on pairs that the model draws, without bias, but averaged
 * over its x instead of the data's (sleep). Draws may be discrete: none has a path gradient.
 */
export const reweightedWakeSleep = withOptions(
  "reweightedWakeSleep",
  { samples: "required", inference: "optional" },
  ({ samples, inference = "wake" }: ReweightedWakeSleepOptions): OwnGradientObjective => {
    if (!Object.hasOwn(phases, inference))
      throw new RangeError(
        `inference must be one of ${Object.keys(phases).join(", ")}, got ${inference}`,
      );
    const [wake, sleep] = phases[inference];
    // With one draw all of its weight is 1, and E ∇log q = 0: nothing is learnt.
    requireCount(`samples, where q learns by ${inference},`, samples, wake ? 2 : 1);
    const share = wake && sleep ? 0.5 : 1;
    return {
      bound: (joint, _, rng) => {
        const { q } = joint;
        const z = withoutGradient(() => q.sample(rng, samples));
        const { weigh } = weightsOf(joint, { samples, groups: 1, beta: 1 });
        const logQ = q.logProb(z);
        const weighed = weigh(
          z,
          withoutGradient(() => logQ.clone()),
        );
        const value = applyFunctional(logMeanExp, weighed.logW);
        const parts = [
          ...(wake ? [logQ.mul(withoutGradient(() => centred(weighed.logW))).sum(0)] : []),
          ...(sleep ? [sleepLogProb(joint, rng.fold("dreams"))] : []),
        ];
        return {
          bound: parts.reduce((sum, part) => sum.add(gradientOnly(part.mul(share))), value),
          reconstruction: weighed.reconstruction,
          rate: weighed.rate,
        };
      },
    };
  },
);

/** w̃ − 1/K: as E ∇log q = 0 no mean is changed, and no noise is left where q is the posterior. */
const centred = (logW: tf.Tensor) => normalisedWeights(logW).sub(1 / (logW.shape[0] ?? 1));

const sleepLogProb = (joint: Joint<Distribution, Density>, rng: Rng) => {
  const logQ = joint.sleepLogProb?.(rng);
  if (logQ === undefined) throw new Error("sleep needs a model that draws its own codes and data");
  return logQ;
};
