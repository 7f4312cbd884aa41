import { rng } from "@vae-lab/core/random";
import { diagonalNormal } from "./family.ts";
import { evaluate } from "./fit.ts";
import type { ModelDivergence } from "./model-divergence.ts";
import { twoModes } from "./target.ts";

const family = diagonalNormal(1);

/** The number of random starts. */
export const descents = 100;

/** Gradient descent with a small step, as training does it: the mean that it reaches. */
const descend = (divergence: ModelDivergence, a: number, start: readonly number[]): number => {
  const target = twoModes(a);
  let point = [...start];
  for (let step = 0; step < 2000; step++) {
    const { gradient } = evaluate(target, family, divergence, point);
    if (Math.hypot(...gradient) < 1e-5) break;
    // Long steps far from the data would leave the grid
    const length = Math.min(0.3, 0.5 / Math.hypot(...gradient));
    point = point.map((value, k) => value - length * (gradient[k] ?? 0));
  }
  return point[0] ?? Number.NaN;
};

/**
 * The share of gradient descents that end at one of two modes ±a rather than between them, from means
 * N(0, 3²) and standard deviations between ⅓ and 3.
 */
export const shareAtOneMode = (
  divergence: ModelDivergence,
  a: number,
  starts = descents,
): number => {
  const draws = rng(9).fold("descents");
  const means = draws.normals(starts);
  const spreads = draws.fold("spreads").normals(starts);
  let count = 0;
  for (let i = 0; i < starts; i++) {
    const start = [3 * (means[i] ?? 0), Math.log(3) * Math.tanh(spreads[i] ?? 0)];
    if (Math.abs(descend(divergence, a, start)) > a / 2) count++;
  }
  return count / starts;
};
