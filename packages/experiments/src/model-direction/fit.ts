import type { Family } from "./family.ts";
import { type Evaluation, type Minimum, minimumFrom } from "./minimum.ts";
import type { ModelDivergence } from "./model-divergence.ts";
import type { Target } from "./target.ts";

/** D(data, model) and its gradient in the model's parameters, summed over all points. */
export const evaluate = (
  { places, logP, weight }: Target,
  family: Family,
  { value, slope }: ModelDivergence,
  parameters: readonly number[],
): Evaluation => {
  const { logQ, score } = family(parameters);
  const scores = new Float64Array(parameters.length);
  const gradient = parameters.map(() => 0);
  let total = 0;
  for (const [i, place] of places.entries()) {
    const p = logP[i] ?? -Infinity;
    const q = logQ(place);
    const pull = slope(p, q) * weight;
    total += value(p, q) * weight;
    if (pull === 0) continue;
    score(place, scores);
    for (let k = 0; k < gradient.length; k++)
      gradient[k] = (gradient[k] ?? 0) + pull * (scores[k] ?? 0);
  }
  return { value: total, gradient };
};

export interface FitOptions {
  readonly target: Target;
  readonly family: Family;
  readonly divergence: ModelDivergence;
}

/** The minimum that descent from one start reaches. */
export const fitFrom = (
  { target, family, divergence }: FitOptions,
  start: readonly number[],
): Minimum => minimumFrom((at) => evaluate(target, family, divergence, at), start);

/** Descent from a ridge may end at a saddle. */
const isMinimum = ({ curvatures }: Minimum): boolean => (curvatures[0] ?? 0) > -1e-6;

/** The minima that descents from several starts reach, the best first; mirror images count once. */
export const fits = (options: FitOptions, starts: readonly (readonly number[])[]): Minimum[] => {
  const found: Minimum[] = [];
  for (const start of starts) {
    const minimum = fitFrom(options, start);
    const isKnown = found.some(({ value }) => Math.abs(value - minimum.value) < 1e-8);
    if (!isKnown && isMinimum(minimum)) found.push(minimum);
  }
  return found.sort((a, b) => a.value - b.value);
};
