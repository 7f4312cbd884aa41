import type * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Scheduled } from "../data/minibatch.ts";
import type { Density } from "../distributions/distribution.ts";
import {
  requireWeightsEstimator,
  type Weights,
  type WeightsEstimator,
} from "../estimators/weights-estimator.ts";
import type { Functional } from "../functionals/functional.ts";
import { withOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";
import {
  type ChangingCoefficients,
  type Coefficient,
  changingCoefficients,
  coefficientAt,
} from "../schedules/coefficient.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { Joint } from "./joint.ts";
import type { Bound } from "./objective.ts";

/** An objective of log-weights. It accepts every posterior that its estimator accepts. */
export interface WeightsObjective extends ChangingCoefficients {
  readonly bound: <Q>(
    joint: Joint<Q, Density>,
    estimator: WeightsEstimator<Q>,
    rng: Rng,
    scheduled?: Scheduled,
  ) => Bound;
}

/** Options of `importanceWeighted`. */
export interface ImportanceWeightedOptions {
  readonly functional: Functional;
  /** K, the samples per bound. */
  readonly samples: number;
  /** M, the number of bounds per example that are averaged. Default: 1. */
  readonly groups?: number;
  /** ≥ 0, the factor of log p(z) − log q(z|x). Default: 1, for importance weights. */
  readonly beta?: Coefficient;
}

/**
 * E F(log w₁ … log w_K) with w = p(x|z) (p(z)/q(z|x))^beta, z ~ q(z|x), in nats per example, estimated by
 * M groups of K samples. The value is the mean of F, not Σ w̃ log w.
 * @throws RangeError for counts that are not whole numbers ≥ 1, or a constant beta below 0
 */
export const importanceWeighted = withOptions(
  "importanceWeighted",
  { functional: "required", samples: "required", groups: "optional", beta: "optional" },
  ({ functional, samples, groups = 1, beta = 1 }: ImportanceWeightedOptions): WeightsObjective => {
    requireCount("samples", samples);
    requireCount("groups", groups);
    return {
      ...changingCoefficients({ beta }),
      bound: (joint, estimator, rng, scheduled) => {
        requireWeightsEstimator("a bound of weights", estimator);
        const now = coefficientAt("beta", beta, scheduled);
        const weights = weightsOf(joint, { samples, groups, beta: now });
        const { value, reconstruction, rate } = estimator.expectation(functional, weights, rng);
        return { bound: value.reshape([groups, -1]).mean(0), reconstruction, rate };
      },
    };
  },
);

/** The importance weights of a joint, in `groups` groups of `samples` samples. */
export const weightsOf = <Q>(
  { q, prior, logLikelihood }: Joint<Q, Density>,
  {
    samples,
    groups,
    beta,
  }: { readonly samples: number; readonly groups: number; readonly beta: number | tf.Tensor },
): Weights<Q> => ({
  q,
  samples: samples * groups,
  beta,
  weigh: (z, logQ) => {
    const logP = logLikelihood(z);
    const logRatio = prior.logProb(z).sub(logQ);
    // Sample k·M + m of example b is sample k of group m·B + b.
    const inGroups = (perSample: tf.Tensor) => perSample.reshape([samples, -1]);
    return {
      logW: inGroups(logP.add(beta === 1 ? logRatio : logRatio.mul(beta))),
      logQ: inGroups(logQ),
      reconstruction: withoutGradient(() => logP.mean(0)),
      rate: withoutGradient(() => logRatio.mean(0).neg()),
    };
  },
});
