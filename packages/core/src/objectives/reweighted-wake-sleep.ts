import type * as tf from "@tensorflow/tfjs";
import { requireCount, requireOneOf } from "../arguments.ts";
import type { Density, Distribution } from "../distributions/distribution.ts";
import { applyFunctional } from "../estimators/weights-estimator.ts";
import { logMeanExp, normalisedWeights } from "../functionals/log-mean-exp.ts";
import { withOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import { weightsOf } from "./importance-weighted.ts";
import type { Joint } from "./joint.ts";
import type { Bound } from "./objective.ts";

/** An objective that defines its own gradient and takes no estimator. */
export interface OwnGradientObjective {
  readonly bound: (joint: Joint<Distribution, Density>, estimator: undefined, rng: Rng) => Bound;
}

const phases = { wake: [true, false], sleep: [false, true], both: [true, true] } as const;

/** Options of `reweightedWakeSleep`. */
export interface ReweightedWakeSleepOptions {
  /** K, the samples of q(z|x) per example: at least 2 if q learns from their weights. */
  readonly samples: number;
  /** Whether q learns from data ("wake"), from samples of the model ("sleep"), or half from each. Default: "wake". */
  readonly inference?: keyof typeof phases;
}

/**
 * Reweighted wake–sleep (Bornschein & Bengio 2015). The generative parameters maximise the
 * importance-weighted bound with K samples, which is also the value (wake-θ). q minimises the forward
 * KL(p(z|x)‖q): on the data by self-normalised weights, with a bias of order 1/K (wake-φ), or on pairs
 * sampled from the model, without bias but averaged over the model's x (sleep). Codes may be discrete:
 * no path gradient is used.
 * @throws RangeError for an unknown phase, or too few samples for it
 */
export const reweightedWakeSleep = withOptions(
  "reweightedWakeSleep",
  { samples: "required", inference: "optional" },
  ({ samples, inference = "wake" }: ReweightedWakeSleepOptions): OwnGradientObjective => {
    requireOneOf("inference", inference, Object.keys(phases));
    const [wake, sleep] = phases[inference];
    // The normalised weight of one sample is always 1, and E ∇log q = 0: q would not learn.
    requireCount(`samples for inference "${inference}"`, samples, wake ? 2 : 1);
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

/** w̃ − 1/K: the mean gradient is unchanged because E ∇log q = 0, and its noise vanishes where q is the posterior. */
const centred = (logW: tf.Tensor) => normalisedWeights(logW).sub(1 / (logW.shape[0] ?? 1));

const sleepLogProb = (joint: Joint<Distribution, Density>, rng: Rng) => {
  const logQ = joint.sleepLogProb?.(rng);
  if (logQ === undefined)
    throw new Error(
      'cannot train by inference "sleep": the model cannot sample codes and data; use "wake"',
    );
  return logQ;
};
