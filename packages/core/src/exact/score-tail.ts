import { requireCount, requireNotNegative } from "../arguments.ts";
import { erfc } from "./error-function.ts";

/** Mean and variance of one gradient estimate. */
export interface GradientMoments {
  readonly mean: number;
  readonly variance: number;
}

/** E zⁿ, z ~ N(0, 1): (n − 1)!! for even n. */
const normalMoment = (n: number): number => {
  if (n % 2 === 1) return 0;
  let product = 1;
  for (let k = n - 1; k > 1; k -= 2) product *= k;
  return product;
};

/** d/dμ E (zⁿ + offset) at z ~ N(μ, 1), μ = 0. */
const slopeOf = (power: number) => power * normalMoment(power - 1);

/**
 * Moments of the score-function estimate (zⁿ + offset) z. Its variance (2n + 1)!! + … comes from rare
 * samples in the tails, where f and the score are both large, and grows with an offset that leaves
 * the gradient unchanged.
 */
export const scoreOfPower = (power: number, offset = 0): GradientMoments => {
  requireCount("power", power);
  const mean = slopeOf(power);
  const square = normalMoment(2 * power + 2) + 2 * offset * normalMoment(power + 2) + offset ** 2;
  return { mean, variance: square - mean ** 2 };
};

/** Moments of the pathwise estimate n zⁿ⁻¹ of the same gradient. */
export const pathwiseOfPower = (power: number): GradientMoments => {
  requireCount("power", power);
  const mean = slopeOf(power);
  return { mean, variance: power ** 2 * normalMoment(2 * power - 2) - mean ** 2 };
};

/**
 * The share of the score estimate's second moment, E z²ⁿ⁺², from samples beyond `distance` standard
 * deviations: Q(n + 3/2, c²/2), computed from Q(½, x) = erfc √x by Q(a + 1, x) = Q(a, x) +
 * xᵃe⁻ˣ/Γ(a + 1). For n = −1 it is the share of the samples themselves.
 */
export const shareBeyond = (power: number, distance: number): number => {
  requireCount("power", power, -1);
  requireNotNegative("distance", distance);
  const x = distance ** 2 / 2;
  let share = erfc(Math.sqrt(x));
  // x^½ e⁻ˣ / Γ(3/2), then the following terms
  let term = 2 * Math.sqrt(x / Math.PI) * Math.exp(-x);
  for (let k = 0; k <= power; k++) {
    share += term;
    term *= x / (k + 1.5);
  }
  return share;
};
