import type { Target } from "@vae-lab/experiments/model-direction";

/** The share of a distribution on the line within an interval. */
export const massWithin = ({ places, logP, weight }: Target, low: number, high: number): number => {
  let mass = 0;
  for (const [i, [x = 0]] of places.entries())
    if (x >= low && x <= high) mass += weight * Math.exp(logP[i] ?? Number.NEGATIVE_INFINITY);
  return mass;
};
