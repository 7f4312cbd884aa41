import { describe, expect, test } from "vitest";
import { chiSquared, renyi } from "./normal-renyi.ts";
import { gaussHermite } from "./quadrature.ts";
import {
  expectedLogMeanWeight,
  expectedOverDraws,
  expectedSelfNormalised,
} from "./weight-moments.ts";

const rule = gaussHermite(120);
const prior = { mean: 0, logVariance: 0 };

/** log p − log q at z = mean + sd·ε, p = N(0, 1): log p(x) is 0. */
const weightOf = (mean: number, sd: number) => (e: number) =>
  (e * e - (mean + sd * e) ** 2) / 2 + Math.log(sd);

describe("q = N(0.3, 1.2²) for the posterior N(0, 1)", () => {
  const logW = weightOf(0.3, 1.2);
  const q = { mean: 0.3, logVariance: 2 * Math.log(1.2) };
  const bound = (K: number) => expectedLogMeanWeight(rule, logW, K);

  test.each([
    [1, 0.082678],
    [2, 0.06287],
    [5, 0.05487],
    [10, 0.05278],
  ])("K times the gap of the bound with K = %d draws is %d", (K, expected) => {
    expect(Math.abs(-K * bound(K) - expected)).toBeLessThan(3e-5);
  });

  test("the bound rises with K, below log p(x), and K times its gap goes to χ²(p‖q)/2", () => {
    const bounds = [1, 2, 3, 5, 10, 50, 1000].map(bound);
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(bounds.at(-1)).toBeLessThan(0);
    expect(chiSquared(prior, q) / 2).toBeCloseTo(0.0508638, 6);
    expect(-1000 * bound(1000)).toBeCloseTo(chiSquared(prior, q) / 2, 4);
  });

  test("Σ w̃ log w is above the bound, and above log p(x) itself", () => {
    for (const K of [2, 5, 10]) {
      const logged = expectedSelfNormalised(rule, logW, logW, K);
      expect(logged).toBeGreaterThan(bound(K));
      // log K − H(w̃) is what it is too much by
      const excess = expectedOverDraws(gaussHermite(30), 2, (e) => {
        const [a = 0, b = 0] = e.map((x) => Math.exp(logW(x)));
        const shares = [a / (a + b), b / (a + b)];
        return Math.log(2) + shares.reduce((sum, w) => sum + w * Math.log(w), 0);
      });
      if (K === 2) expect(logged - bound(2)).toBeCloseTo(excess, 6);
    }
    expect(expectedSelfNormalised(rule, logW, logW, 10)).toBeGreaterThan(0);
  });

  test("two draws by the product of two rules are the same as by one transform", () => {
    const both = expectedOverDraws(gaussHermite(40), 2, (e) =>
      Math.log(e.reduce((sum, x) => sum + Math.exp(logW(x)) / 2, 0)),
    );
    expect(bound(2)).toBeCloseTo(both, 8);
  });

  test("with one draw the bound is −KL(q‖p), the Rényi bound too, whatever its α", () => {
    for (const t of [1, 0.5, -0.4])
      expect(expectedLogMeanWeight(rule, (e) => t * logW(e), 1) / t).toBeCloseTo(
        -renyi(1)(q, prior),
        8,
      );
  });

  test("the Rényi bound of K draws rises to log p(x) − D_α where α < 1 and falls to it where α > 1", () => {
    for (const alpha of [0.2, 0.5, 0.8, 1.5, 2]) {
      const t = 1 - alpha;
      const limit = -renyi(alpha)(q, prior);
      const errors = [2, 10, 100].map(
        (K) => expectedLogMeanWeight(rule, (e) => t * logW(e), K) / t - limit,
      );
      for (const error of errors) expect(Math.sign(error)).toBe(Math.sign(alpha - 1));
      const sizes = errors.map(Math.abs);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      expect(sizes.at(-1)).toBeLessThan((sizes[0] ?? 0) / 8);
    }
  });

  test("log p(x) − D_α does not rise with α: log p(x) at 0, the ELBO at 1", () => {
    const alphas = [1e-9, 0.1, 0.5, 0.9, 1, 1.1, 2, 3];
    const bounds = alphas.map((alpha) => -renyi(alpha)(q, prior));
    expect(bounds).toEqual(bounds.toSorted((a, b) => b - a));
    expect(bounds[0]).toBeCloseTo(0, 8);
    expect(-renyi(1 - 1e-6)(q, prior)).toBeCloseTo(-0.082678, 5);
  });
});

test("the worked example p = N(0, 1), q = N(1, 1.5²): ELBO −0.7195, K = 5 −0.0725, K = 10 −0.0327", () => {
  const logW = weightOf(1, 1.5);
  const bounds = [1, 5, 10].map((K) => expectedLogMeanWeight(rule, logW, K));
  [-0.719535, -0.072505, -0.032689].forEach((expected, i) => {
    expect(Math.abs((bounds[i] ?? Number.NaN) - expected)).toBeLessThan(1e-6);
  });
  // Logged as the loss: above log p(x) = 0
  expect(expectedSelfNormalised(rule, logW, logW, 10)).toBeCloseTo(0.312306, 6);
});

test("self-normalised means go to the posterior's at rate 1/K", () => {
  const logW = weightOf(0.3, 1.2);
  // E_p z = 0, z = 0.3 + 1.2 ε
  const bias = [10, 100, 1000].map((K) =>
    expectedSelfNormalised(rule, logW, (e) => 0.3 + 1.2 * e, K),
  );
  expect(
    bias
      .map((b, i) => b * 10 ** (i + 1))
      .every((scaled, _, all) => Math.abs(scaled / (all[2] ?? 1) - 1) < 0.1),
  ).toBe(true);
  expect(Math.abs(bias[2] ?? 1)).toBeLessThan(1e-3);
});
