import type { LearnedLikelihood, Likelihood } from "./likelihood.ts";

/** Any likelihood as one that may have parameters: those that have none are the same at all. */
export const asLearned = (likelihood: Likelihood | LearnedLikelihood): LearnedLikelihood =>
  "at" in likelihood
    ? likelihood
    : { ...likelihood, shapes: {}, init: () => ({}), at: () => likelihood };
