import { requireNotNegative } from "../arguments.ts";
import type { Normal } from "../distributions/normal.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { withoutGradient } from "../gradients.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { atThisStep, type Objective } from "./objective.ts";

export interface ElboOptions {
  /** What pulls q(z|x) to the prior: reverse KL, the true ELBO's, when not given. */
  readonly regulariser?: Divergence;
  /** ≥ 0; at 1, with reverse KL, this is the evidence lower bound (Higgins et al. 2017 for others). */
  readonly beta?: number | Schedule;
}

/** E_q log p(x|z) − beta · D(q(z|x), p(z)). */
export const elbo = ({
  regulariser = reverseKl,
  beta = 1,
}: ElboOptions = {}): Objective<Normal, Estimator<Normal>> => {
  if (typeof beta === "number") requireNotNegative("beta", beta);
  return {
    ...(typeof beta !== "number" && { schedules: { beta } }),
    bound: ({ q, prior, logLikelihood }, estimator, rng, scheduled) => {
      const reconstruction = estimator.expectation(logLikelihood, q, rng);
      const total = regulariser.total(q, prior);
      return {
        bound: reconstruction.sub(
          beta === 1 ? total : total.mul(atThisStep("beta", beta, scheduled)),
        ),
        reconstruction,
        regulariser: total,
        rate: regulariser === reverseKl ? total : withoutGradient(() => reverseKl.total(q, prior)),
      };
    },
  };
};
