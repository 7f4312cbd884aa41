export { convexCombination } from "./convex-combination.ts";
export type { Functional } from "./functional.ts";
export { logMeanExp } from "./log-mean-exp.ts";
export { mean } from "./mean.ts";
export { type Curve, ofMeanWeight } from "./of-mean-weight.ts";
export { renyi } from "./renyi.ts";
