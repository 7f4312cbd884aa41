import type { Normal } from "../distributions/normal.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { withoutGradient } from "../gradients.ts";
import { atThisStep, type Coefficient, changing } from "./coefficient.ts";
import type { Objective } from "./objective.ts";

export interface ElboOptions {
  /** What pulls q(z|x) to the prior: reverse KL, the true ELBO's, when not given. */
  readonly regulariser?: Divergence;
  /** ≥ 0; at 1, with reverse KL, this is the evidence lower bound (Higgins et al. 2017 for others). */
  readonly beta?: Coefficient;
  /** C ≥ 0, in nats: the divergence is pulled to this and not to 0, by beta·|D − C| with D its mean
   * over the minibatch (Burgess et al. 2018, eq. 8; beta is their γ). None when not given. */
  readonly capacity?: Coefficient;
}

/** E_q log p(x|z) − beta · D(q(z|x), p(z)), or − beta · |D − C|. */
export const elbo = ({
  regulariser = reverseKl,
  beta = 1,
  capacity,
}: ElboOptions = {}): Objective<Normal, Estimator<Normal>> => {
  return {
    ...changing({ beta, ...(capacity !== undefined && { capacity }) }),
    bound: ({ q, prior, logLikelihood }, estimator, rng, scheduled) => {
      const reconstruction = estimator.expectation(logLikelihood, q, rng);
      const total = regulariser.total(q, prior);
      const pull =
        capacity === undefined
          ? total
          : total
              .mean()
              .sub(atThisStep("capacity", capacity, scheduled))
              .abs();
      return {
        bound: reconstruction.sub(
          beta === 1 ? pull : pull.mul(atThisStep("beta", beta, scheduled)),
        ),
        reconstruction,
        regulariser: total,
        rate: regulariser === reverseKl ? total : withoutGradient(() => reverseKl.total(q, prior)),
      };
    },
  };
};
