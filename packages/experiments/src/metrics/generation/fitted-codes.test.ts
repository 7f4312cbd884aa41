import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { drawNormalMixture, fitNormalMixture } from "./fitted-codes.ts";

/** Codes of two normals at ±6, the second narrow and twice as frequent. */
const codes = (() => {
  const noise = rng(1).normals(2 * 3000);
  return noise.map((e, i) => (Math.floor(i / 2) % 3 === 0 ? e - 6 : 6 + e / 4));
})();

test("one component is the normal of the codes' mean and covariance", () => {
  const values = Float32Array.from([0, 0, 2, 0, 0, 4, 2, 4, 1, 2]);
  const { means, factors, weights } = fitNormalMixture(values, 2, 1, rng(1));
  expect(weights).toEqual([1]);
  expect([...(means[0] ?? [])]).toEqual([1, 2]);
  const [a = 0, , b = 0, c = 0] = factors[0] ?? [];
  expect(a * a).toBeCloseTo(0.8, 5);
  expect(a * b).toBeCloseTo(0, 5);
  expect(b * b + c * c).toBeCloseTo(3.2, 5);
});

test("two components find two clusters, with their shares, means and spreads", () => {
  const { weights, means, factors } = fitNormalMixture(codes, 2, 2, rng(2));
  const order = [0, 1].sort((a, b) => (means[a]?.[0] ?? 0) - (means[b]?.[0] ?? 0));
  const of = <T>(values: readonly T[]) => order.map((c) => values[c] as T);
  expect(of(weights)[0]).toBeCloseTo(1 / 3, 6);
  const error = 4 / Math.sqrt(1000);
  expect(Math.abs((of(means)[0]?.[0] ?? 0) + 6)).toBeLessThan(error);
  expect(Math.abs((of(means)[1]?.[1] ?? 0) - 6)).toBeLessThan(error);
  expect(Math.abs((of(factors)[0]?.[0] ?? 0) - 1)).toBeLessThan(error);
  expect(Math.abs((of(factors)[1]?.[0] ?? 0) - 0.25)).toBeLessThan(error);
});

test("more components raise the likelihood of codes that are no normal", () => {
  const [one, two] = [1, 2].map((n) => fitNormalMixture(codes, 2, n, rng(2)).logLikelihood);
  expect(two).toBeGreaterThan((one ?? 0) + 1);
  // Far apart, the entropy is that of the shares plus the mean of the normals'
  const entropy =
    -Math.log(1 / 3) / 3 -
    (2 / 3) * Math.log(2 / 3) +
    Math.log(2 * Math.PI * Math.E) +
    (4 / 3) * Math.log(1 / 4);
  expect(Math.abs((two ?? 0) + entropy)).toBeLessThan(4 * Math.sqrt(1.3 / 3000));
});

test("draws have the moments of the fit", () => {
  const fit = fitNormalMixture(codes, 2, 2, rng(2));
  const drawn = drawNormalMixture(fit, 6000, rng(3));
  const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const first = drawn.filter((_, i) => i % 2 === 0);
  // mean 2, variance 32.6
  expect(Math.abs(mean(first) - 2)).toBeLessThan(4 * Math.sqrt(33 / 6000));
  expect(Math.abs(mean(first.map((v) => (v < 0 ? 1 : 0))) - 1 / 3)).toBeLessThan(0.025);
});

test("equal codes have a density, and are drawn again", () => {
  const fit = fitNormalMixture(new Float32Array(40).fill(3), 2, 3, rng(1));
  for (const value of drawNormalMixture(fit, 10, rng(2))) expect(value).toBeCloseTo(3, 1);
});
