import { requirePositive } from "../arguments.ts";
import type { GradientMoments } from "./score-tail.ts";

/** E cos(az), z ~ N(mean, sd²): a smooth function of the mean at any frequency a. */
export interface CosineExpectation {
  readonly frequency: number;
  readonly mean: number;
  readonly sd: number;
}

const slope = ({ frequency: a, mean, sd }: CosineExpectation) =>
  -a * Math.exp(-((a * sd) ** 2) / 2) * Math.sin(a * mean);

/** E cos 2az, which appears in both second moments. */
const doubled = ({ frequency: a, mean, sd }: CosineExpectation) =>
  Math.exp(-2 * (a * sd) ** 2) * Math.cos(2 * a * mean);

/** Moments of the pathwise estimate −a sin(az) of d/dμ, which grows with the slope a of the integrand. */
export const pathwiseOfCosine = (distribution: CosineExpectation): GradientMoments => {
  const mean = slope(distribution);
  const square = (distribution.frequency ** 2 / 2) * (1 - doubled(distribution));
  return { mean, variance: square - mean ** 2 };
};

/** Moments of the score-function estimate cos(az) (z − μ)/σ², which is bounded in a. */
export const scoreOfCosine = (distribution: CosineExpectation): GradientMoments => {
  const mean = slope(distribution);
  const t = distribution.frequency * distribution.sd;
  const square = (1 + (1 - 4 * t ** 2) * doubled(distribution)) / (2 * distribution.sd ** 2);
  return { mean, variance: square - mean ** 2 };
};

/**
 * The frequency above which the pathwise estimate has the larger variance at μ = 0: t = aσ solves
 * t² − 1 = (1 − 3t²) exp(−2t²), so aσ = 0.8511…
 */
export const cosineCrossover = (sd: number): number => {
  requirePositive("sd", sd);
  let [low, high] = [0.1, 2];
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    const t2 = middle ** 2;
    if (t2 - 1 < (1 - 3 * t2) * Math.exp(-2 * t2)) low = middle;
    else high = middle;
  }
  return (low + high) / 2 / sd;
};
