import type { Normal } from "../distributions/normal.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { type Estimator, requireEstimator } from "../estimators/estimator.ts";
import type { PosteriorFamily } from "../families/posterior-family.ts";
import { requireOptions } from "../options.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { Objective } from "./objective.ts";

/**
 * E_q log p(x|z) alone, in nats per example: maximum likelihood without a regulariser (Saghir's essay,
 * side note 2). `family` is the family of q(z|x) and p(z), normal by default; the rate is still reported.
 * @throws TypeError for an option with another name
 */
export function reconstructionOnly<Q, P, O extends object>(options: {
  readonly family: PosteriorFamily<Q, P, O>;
}): Objective<Q, Estimator<Q>, P>;
export function reconstructionOnly(): Objective<Normal, Estimator<Normal>>;
export function reconstructionOnly(
  options: { readonly family?: { readonly reverseKl: Divergence } } = {},
): Objective<Normal, Estimator<Normal>> {
  requireOptions("reconstructionOnly", options, { family: "optional" });
  const kl = options.family?.reverseKl ?? reverseKl;
  return {
    bound: ({ q, prior, logLikelihood }, estimator, rng) => {
      requireEstimator("reconstructionOnly", estimator);
      const reconstruction = estimator.expectation(logLikelihood, q, rng);
      const rate = withoutGradient(() => kl.total(q, prior));
      return { bound: reconstruction, reconstruction, rate };
    },
  };
}
