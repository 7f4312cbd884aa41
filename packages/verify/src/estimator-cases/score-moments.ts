import type { ExactMoments } from "./estimator-case.ts";
import type { Expectation } from "./expectation.ts";

/**
 * The exact moments of the estimate (f − baseline) · s averaged over S draws, where the score s has
 * mean 0. With the leave-one-out baseline the estimate is the sample covariance of f and s.
 */
export const scoreMoments = <T>(
  expectation: Expectation<T>,
  f: (draw: T) => number,
  s: (draw: T) => number,
  { samples, baseline }: { readonly samples: number; readonly baseline: number | "leave-one-out" },
): ExactMoments => {
  const S = samples;
  if (baseline !== "leave-one-out") {
    const mean = expectation((d) => f(d) * s(d));
    const square = expectation((d) => ((f(d) - baseline) * s(d)) ** 2);
    return { mean, variance: (square - mean ** 2) / S };
  }
  const mean = expectation(f);
  const centred = (i: number, j: number) => expectation((d) => (f(d) - mean) ** i * s(d) ** j);
  const [m22, m11, m20, m02] = [centred(2, 2), centred(1, 1), centred(2, 0), centred(0, 2)];
  const variance = m22 / S - ((S - 2) / (S * (S - 1))) * m11 ** 2 + (m20 * m02) / (S * (S - 1));
  return { mean: m11, variance };
};
