import type { Normal } from "../distributions/normal.ts";
import type { Estimator } from "../estimators/estimator.ts";
import type { Objective } from "./objective.ts";

/** E_q log p(x|z) alone: the essay's side note 2, maximum likelihood that nothing regularises. */
export const reconstructionOnly = (): Objective<Normal, Estimator<Normal>> => ({
  bound: ({ q, logLikelihood }, estimator, rng) => {
    const reconstruction = estimator.expectation(logLikelihood, q, rng);
    return { bound: reconstruction, reconstruction };
  },
});
