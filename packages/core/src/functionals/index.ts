// Functionals of log-weights

export type { Functional } from "./functional.ts";

// The bounds made of them

export { convexCombination } from "./convex-combination.ts";
export { logMeanExp } from "./log-mean-exp.ts";
export { mean } from "./mean.ts";
export { type Curve, ofMeanWeight } from "./of-mean-weight.ts";
export { renyi } from "./renyi.ts";
