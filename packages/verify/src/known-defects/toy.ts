import { type NormalPair, normalWeights } from "../exact/weight-distribution.ts";

/** p = N(0, 1), q = N(1, 1.5²) with log p(x) = 0, so that every lower bound is ≤ 0. */
export const toy = { q: { mean: 1, sd: 1.5 }, p: { mean: 0, sd: 1 } } satisfies NormalPair;

export const toyWeights = normalWeights(toy);
