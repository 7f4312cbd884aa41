import type { Normal } from "../distributions/normal.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { type Estimator, requireEstimator } from "../estimators/estimator.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { Objective } from "./objective.ts";

/** E_q log p(x|z) alone: Saghir's essay, side note 2: maximum likelihood without a regulariser. */
export const reconstructionOnly = (): Objective<Normal, Estimator<Normal>> => ({
  bound: ({ q, prior, logLikelihood }, estimator, rng) => {
    requireEstimator("reconstructionOnly", estimator);
    const reconstruction = estimator.expectation(logLikelihood, q, rng);
    const rate = withoutGradient(() => reverseKl.total(q, prior));
    return { bound: reconstruction, reconstruction, rate };
  },
});
