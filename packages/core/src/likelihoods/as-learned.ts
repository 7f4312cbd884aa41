import { shown } from "../arguments.ts";
import type { LearnedLikelihood, Likelihood } from "./likelihood.ts";

/** Any likelihood as one that may have parameters: those that have none are the same at all. */
export const asLearned = (likelihood: Likelihood | LearnedLikelihood): LearnedLikelihood =>
  "at" in likelihood
    ? likelihood
    : { ...likelihood, shapes: {}, init: () => ({}), at: () => likelihood };

const always = ["outputSize", "requireData", "measureOf"];

/** @throws TypeError where `value` is no likelihood, such as a function that was not called */
export const requireLikelihood = (value: Likelihood | LearnedLikelihood): void => {
  if (typeof value !== "object" || value === null) {
    const hint = typeof value === "function" ? "call it, as in" : "pass one such as";
    throw new TypeError(
      `likelihood must be a likelihood, got ${shown(value)}; ${hint} bernoulli()`,
    );
  }
  const wanted = [...always, ...("at" in value ? ["at", "init"] : ["logProb", "mean", "sample"])];
  const missing = wanted.filter((name) => typeof Reflect.get(value, name) !== "function");
  if (missing.length > 0)
    throw new TypeError(
      `a likelihood must have the functions ${wanted.join(", ")}, got one without ${missing.join(", ")}`,
    );
};
