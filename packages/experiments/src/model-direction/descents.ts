import { rng } from "@vae-lab/core/random";
import { diagonalNormal } from "./family.ts";
import { evaluate, type FitOptions } from "./fit.ts";
import type { ModelDivergence } from "./model-divergence.ts";
import { twoModes } from "./target.ts";

const family = diagonalNormal(1);

/** The number of random starts. */
export const descents = 100;

/**
 * One small step of gradient descent, as training makes it. Undefined where the gradient vanishes.
 */
export const descentStep = (
  { target, family, divergence }: FitOptions,
  point: readonly number[],
): number[] | undefined => {
  const { gradient } = evaluate(target, family, divergence, point);
  const size = Math.hypot(...gradient);
  if (size < 1e-5) return undefined;
  const length = Math.min(0.3, 0.5 / size); // long steps far from the data would leave the grid
  return point.map((value, k) => value - length * (gradient[k] ?? 0));
};

/** The mean that gradient descent reaches. */
const descend = (divergence: ModelDivergence, a: number, start: readonly number[]): number => {
  const options = { target: twoModes(a), family, divergence };
  let point = [...start];
  for (let step = 0; step < 2000; step++) {
    const next = descentStep(options, point);
    if (next === undefined) break;
    point = next;
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
