import { expectedQuadratic, linearVaeMinimum, normalDivergences } from "@vae-lab/core/exact";
import { expect, test } from "vitest";
import { upwardOnset } from "./one-unit.ts";

const threshold = 0.02;
const two = [-1, 1];
/** κ = 4 */
const heavy = [-2, 0, 0, 0, 0, 0, 0, 2];

test("of reverse KL it is where ½ ln(λ/τ) is the threshold, whatever the data", () => {
  for (const values of [two, heavy])
    expect(
      Math.abs(
        upwardOnset({ direction: "reverse-kl", values }, threshold) - Math.exp(-2 * threshold),
      ),
    ).toBeLessThan(0.002);
});

test("of forward KL and ±1, whose optimal variance is 1, it is where ½(√(λ/τ) − 1) is the threshold", () => {
  const found = upwardOnset({ direction: "forward-kl", values: two }, threshold);
  expect(Math.abs(found - (1 + 2 * threshold) ** -2)).toBeLessThan(0.002);
});

test("of Jeffreys and ±1 it is that of core's linear VAE, whose variance does not depend on x", () => {
  const values = two;
  const found = upwardOnset({ direction: "jeffreys", values }, threshold);
  const expected = expectedQuadratic(normalDivergences.jeffreys);
  const rateAt = (factor: number) =>
    linearVaeMinimum(expected, { lambda: 1, tau: factor / 2, start: "warm" }).rate;
  expect(rateAt(found - 0.003)).toBeGreaterThan(threshold);
  expect(rateAt(found + 0.003)).toBeLessThan(threshold);
});

/** E over `heavy` of the derivative of the objective by a = w²/τ, at y = x²/τ, with the best u of a grid. */
const slope = (a: number, factor: number): number => {
  const of = (y: number): number => {
    let [best, value] = [1, Number.POSITIVE_INFINITY];
    for (let l = -3; l <= 2.5; l += 0.002) {
      const u = Math.exp(l);
      const here = y / 2 / (1 + a * u) + (a * u) / 2 + (l + 1 / u - 1) / 2;
      if (here < value) [best, value] = [u, here];
    }
    return best - (y * best) / (1 + a * best) ** 2;
  };
  return 0.75 * of(0) + 0.25 * of(4 / factor);
};

test("of forward KL and heavy tails it lies above the threshold of collapse, where the branch of active solutions turns back", () => {
  const found = upwardOnset({ direction: "forward-kl", values: heavy }, threshold);
  expect(found).toBeGreaterThan(1.03);
  // An active solution is stationary in a: there is one just below the onset, and none just above
  const isActive = (factor: number): boolean =>
    Array.from({ length: 120 }, (_, i) => 0.02 * 1.05 ** i).some((a) => slope(a, factor) < 0);
  expect(isActive(found / 1.025)).toBe(true);
  expect(isActive(found * 1.025)).toBe(false);
});
