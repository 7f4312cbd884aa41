import { expect, test } from "vitest";
import {
  expectation,
  expectedLogMean,
  expectedSelfNormalised,
  normalWeights,
  product,
} from "./weight-distribution.ts";

const q = { mean: 1, sd: 1.5 };
const weights = normalWeights({ q });
const kl = 0.5 * (q.sd ** 2 + q.mean ** 2 - 1) - Math.log(q.sd);

test("weights have mean 1, and log weights have mean −KL(q‖p)", () => {
  expect(expectation(weights, Math.exp)).toBeCloseTo(1, 12);
  expect(expectation(weights, (l) => l)).toBeCloseTo(-kl, 12);
});

test("with one weight the bound and the self-normalised value are the ELBO", () => {
  expect(expectedLogMean(weights, 1)).toBeCloseTo(-kl, 8);
  expect(expectedSelfNormalised(weights, 1)).toBeCloseTo(-kl, 8);
});

// q = N(.3, 1.2²): ELBO gap .082678, K·gap .06287 (K = 2), .05487 (5), .05278 (10), ± 3e-5
test.each([
  [1, 0.082678],
  [2, 0.06287],
  [5, 0.05487],
  [10, 0.05278],
])("the gap of %d weights times their number is the published %d", (K, gap) => {
  const near = normalWeights({ q: { mean: 0.3, sd: 1.2 } });
  expect(Math.abs(-K * expectedLogMean(near, K) - gap)).toBeLessThan(3e-5);
});

test("the bound of independent pairs is the sum of their bounds", () => {
  const coarse = normalWeights({ q }, { reach: 9, perSd: 4 });
  expect(expectedLogMean(product(coarse, coarse), 1)).toBeCloseTo(-2 * kl, 6);
});
