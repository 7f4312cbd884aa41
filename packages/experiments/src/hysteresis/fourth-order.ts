import type { LeadingComponent } from "./leading-component.ts";
import { type Direction, unitDivergences } from "./unit-divergences.ts";

const ofSquaredError: Readonly<Record<Direction, (kurtosis: number) => number>> = {
  "reverse-kl": () => 1 / 4,
  "forward-kl": (kurtosis) => (3 - kurtosis) / 4,
  jeffreys: (kurtosis) => (8 - kurtosis) / 32,
};

/**
 * The coefficient of a² in the objective of one unit over τ, at the threshold of collapse, with
 * a = w²/τ for a linear decoder, and mean and variance of q(z|x) optimal for each x. If it is positive,
 * rate grows from 0 as τ falls below the threshold; if it is negative, an active solution exists above
 * the threshold, beside the collapsed one.
 *
 * For squared errors it is that of E min over (m, u) of ½(x − wm)² + ½w²u + τ D(N(m, u), N(0, 1)), with
 * y = x²/τ: reverse KL E[½y − ¼] at u = 1 − a; forward KL E[½y − ¼(1 − y)²] at u = 1 − a(1 − y);
 * Jeffreys E[⅛y − ⅛(1 − ¼y)²] at u = 1 − ½a(1 − ¼y). Of Bernoulli logits b + wz the third and fourth
 * derivatives of the log-partition function and the best b add −¼τ Σ eᵢ⁴, with e the leading eigenvector
 * of the standardised covariance.
 */
export const fourthOrder = (
  direction: Direction,
  { kurtosis, variance, fourthPowers }: Omit<LeadingComponent, "values">,
): number =>
  ofSquaredError[direction](kurtosis) -
  ((variance / unitDivergences[direction].curvature) * fourthPowers) / 4;
