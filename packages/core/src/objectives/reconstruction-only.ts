import type { Normal } from "../distributions/normal.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { type Estimator, requireEstimator } from "../estimators/estimator.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { Objective } from "./objective.ts";

/** E_q log p(x|z) alone: the essay's side note 2, maximum likelihood that nothing regularises. */
export const reconstructionOnly = (): Objective<Normal, Estimator<Normal>> => ({
  bound: ({ q, prior, logLikelihood }, estimator, rng) => {
    requireEstimator("reconstructionOnly", estimator);
    const reconstruction = estimator.expectation(logLikelihood, q, rng);
    const rate = withoutGradient(() => reverseKl.total(q, prior));
    return { bound: reconstruction, reconstruction, rate };
  },
});
