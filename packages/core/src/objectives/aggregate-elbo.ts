import * as tf from "@tensorflow/tfjs";
import type { Normal, NormalPrior } from "../distributions/normal.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { type Estimator, requireEstimator } from "../estimators/estimator.ts";
import { withOptions } from "../options.ts";
import type { AggregateRegulariser } from "../regularisers/aggregate-regulariser.ts";
import { type Coefficient, changingCoefficients, coefficientAt } from "../schedules/coefficient.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { Objective } from "./objective.ts";

/** Options of `aggregateElbo`. */
export interface AggregateElboOptions {
  readonly regulariser: AggregateRegulariser;
  /** λ ≥ 0, the weight of the aggregate regulariser. Default: 1. */
  readonly weight?: Coefficient;
  /** ≥ 0, the weight of the rate. Default: 0. */
  readonly beta?: Coefficient;
}

/**
 * E_q log p(x|z) − beta · KL(q(z|x)‖p(z)) − weight · D(q(z), p(z)), in nats per example: a Wasserstein
 * autoencoder at beta = 0 (Tolstikhin et al. 2018), InfoVAE at beta = 1 − α and weight = α + λ − 1 (Zhao
 * et al. 2019, eq. 6).
 */
export const aggregateElbo = withOptions(
  "aggregateElbo",
  { regulariser: "required", weight: "optional", beta: "optional" },
  ({
    regulariser,
    weight = 1,
    beta = 0,
  }: AggregateElboOptions): Objective<Normal, Estimator<Normal>, NormalPrior> => ({
    ...changingCoefficients({ weight, beta }),
    bound: ({ q, prior, logLikelihood }, estimator, rng, scheduled) => {
      requireEstimator("aggregateElbo", estimator);
      const reconstruction = estimator.expectation(logLikelihood, q, rng);
      const divergence = regulariser.estimate(q, prior, rng.fold("regulariser"));
      const weightedRate =
        beta === 0
          ? undefined
          : reverseKl.total(q, prior).mul(coefficientAt("beta", beta, scheduled));
      const bound = reconstruction.sub(divergence.mul(coefficientAt("weight", weight, scheduled)));
      return {
        bound: weightedRate ? bound.sub(weightedRate) : bound,
        reconstruction,
        regulariser: tf.zerosLike(reconstruction).add(divergence),
        rate: withoutGradient(() => reverseKl.total(q, prior)),
      };
    },
  }),
);
