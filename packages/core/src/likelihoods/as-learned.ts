import { shown } from "../arguments.ts";
import { assertShape } from "../tensors/shapes.ts";
import type { LearnedLikelihood, Likelihood, OutputDistribution } from "./likelihood.ts";

/**
 * A likelihood as a learned one, with the shapes of its results checked: a likelihood without
 * parameters ignores those it is given.
 */
export const asLearned = (likelihood: Likelihood | LearnedLikelihood): LearnedLikelihood =>
  "at" in likelihood
    ? { ...likelihood, at: (parameters) => checked(likelihood.at(parameters)) }
    : { ...likelihood, shapes: {}, init: () => ({}), at: () => checked(likelihood) };

/** @throws ShapeError in a function that returns another shape than `OutputDistribution` says */
const checked = (distribution: OutputDistribution): OutputDistribution => ({
  ...distribution,
  logProb: (outputs, x) => {
    const value = distribution.logProb(outputs, x);
    const [S = 0, B = 0] = outputs.shape;
    assertShape("logProb of a likelihood", value, { S, B }, "sum over the data dimensions alone");
    return value;
  },
  mean: (outputs) => {
    const value = distribution.mean(outputs);
    const [S = 0, B = 0] = outputs.shape;
    assertShape("mean of a likelihood", value, { S, B, D: undefined });
    return value;
  },
  sample: (outputs, rng) => {
    const value = distribution.sample(outputs, rng);
    const [S = 0, B = 0] = outputs.shape;
    assertShape("sample of a likelihood", value, { S, B, D: undefined });
    return value;
  },
});

const always = ["outputSize", "requireData", "measureOf"];

/** @throws TypeError if `value` is not a likelihood, such as a function that was not called */
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
