import { requireNotNegative } from "../arguments.ts";
import type { Normal } from "../distributions/normal.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { withoutGradient } from "../gradients.ts";
import type { Objective } from "./objective.ts";

export interface ElboOptions {
  /** What pulls q(z|x) to the prior: reverse KL, the true ELBO's, when not given. */
  readonly regulariser?: Divergence;
  /** ≥ 0; at 1, with reverse KL, this is the evidence lower bound (Higgins et al. 2017 for others). */
  readonly beta?: number;
}

/** E_q log p(x|z) − beta · D(q(z|x), p(z)). */
export const elbo = ({
  regulariser = reverseKl,
  beta = 1,
}: ElboOptions = {}): Objective<Normal, Estimator<Normal>> => {
  requireNotNegative("beta", beta);
  return {
    bound: ({ q, prior, logLikelihood }, estimator, rng) => {
      const reconstruction = estimator.expectation(logLikelihood, q, rng);
      const total = regulariser.total(q, prior);
      return {
        bound: reconstruction.sub(beta === 1 ? total : total.mul(beta)),
        reconstruction,
        regulariser: total,
        rate: regulariser === reverseKl ? total : withoutGradient(() => reverseKl.total(q, prior)),
      };
    },
  };
};
