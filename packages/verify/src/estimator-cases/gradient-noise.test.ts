import type { Estimator, Normal } from "@vae-lab/core";
import { pathwise, rng } from "@vae-lab/core";
import { scoreFunction } from "@vae-lab/core/estimators";
import {
  cosineCrossover,
  gaussHermite,
  integral,
  meanUnder,
  pathwiseOfCosine,
  pathwiseOfPower,
  scoreOfCosine,
  scoreOfPower,
  shareBeyond,
} from "@vae-lab/core/exact";
import { describe, expect, test } from "vitest";
import { cosine, estimateMoments, normalCase } from "./index.ts";

const rule = gaussHermite(100);
const momentsUnder = (g: (e: number) => number) => {
  const mean = meanUnder(rule, g);
  return { mean, variance: meanUnder(rule, (e) => g(e) ** 2) - mean ** 2 };
};
const expectSame = (
  found: { mean: number; variance: number },
  exact: { mean: number; variance: number },
) => {
  expect(Math.abs(found.mean - exact.mean)).toBeLessThan(1e-10 * (1 + Math.abs(exact.mean)));
  expect(Math.abs(found.variance / exact.variance - 1)).toBeLessThan(1e-9);
};

describe("the variances of both estimators for powers of z", () => {
  test.each([1, 2, 3, 4, 6, 9])("agree with quadrature for z to the power of %d", (n) => {
    expectSame(
      scoreOfPower(n),
      momentsUnder((z) => z ** n * z),
    );
    expectSame(
      scoreOfPower(n, 2.5),
      momentsUnder((z) => (z ** n + 2.5) * z),
    );
    if (n > 1)
      expectSame(
        pathwiseOfPower(n),
        momentsUnder((z) => n * z ** (n - 1)),
      );
  });

  test("are 15 and 4 for z², and 2 and 0 for z", () => {
    expect(scoreOfPower(2).variance).toBe(15);
    expect(pathwiseOfPower(2).variance).toBe(4);
    expect(scoreOfPower(1).variance).toBe(2);
    expect(pathwiseOfPower(1).variance).toBe(0);
  });

  test("an offset of 10, which leaves the gradient unchanged, raises the score function's variance for z² from 15 to 175", () => {
    expect(scoreOfPower(2, 10)).toEqual({ mean: 0, variance: 175 });
  });

  test("the share of the variance beyond three standard deviations grows with the power", () => {
    const shares = [-1, 1, 2, 4, 8].map((n) => shareBeyond(n, 3));
    expect(shares[0]).toBeCloseTo(0.0027, 5); // the share of draws
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[4]).toBeGreaterThan(0.95);
    [1, 2, 4, 8].forEach((n, i) => {
      const density = (z: number) => Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
      const moment = (from: number) =>
        2 * integral((z) => z ** (2 * n + 2) * density(z), { breaks: [from, 6, 9, 14] });
      expect(shares[i + 1]).toBeCloseTo(moment(3) / moment(0), 10);
    });
  });

  test("the relative variance grows with the power as (2n + 1)!!/n!!² − 1", () => {
    const noise = [1, 3, 5, 7].map((n) => {
      const { mean, variance } = scoreOfPower(n);
      return variance / mean ** 2;
    });
    expect(noise).toEqual(noise.toSorted((a, b) => a - b));
    expect(noise.map((v) => Math.round(v * 1e6) / 1e6)).toEqual([2, 10.666667, 45.2, 182.857143]);
  });
});

describe("the variances of both estimators for cos az", () => {
  test.each([
    { frequency: 0.5, mean: 0, sd: 1 },
    { frequency: 4, mean: 0.3, sd: 0.6 },
    { frequency: 3, mean: -1.1, sd: 1.4 },
  ])("agree with quadrature at a = $frequency, N($mean, $sd²)", (testCase) => {
    const { frequency: a, mean, sd } = testCase;
    expectSame(
      pathwiseOfCosine(testCase),
      momentsUnder((e) => -a * Math.sin(a * (mean + sd * e))),
    );
    expectSame(
      scoreOfCosine(testCase),
      momentsUnder((e) => (Math.cos(a * (mean + sd * e)) * e) / sd),
    );
  });

  test("are equal at aσ = 0.8511 only", () => {
    for (const sd of [0.5, 1, 2]) {
      const a = cosineCrossover(sd);
      expect(a * sd).toBeCloseTo(cosineCrossover(1), 12);
      const excess = (frequency: number) =>
        pathwiseOfCosine({ frequency, mean: 0, sd }).variance -
        scoreOfCosine({ frequency, mean: 0, sd }).variance;
      expect(Math.abs(excess(a)) * sd ** 2).toBeLessThan(1e-12);
      for (const times of [0.05, 0.3, 0.6, 0.99]) expect(excess(a * times)).toBeLessThan(0);
      for (const times of [1.01, 1.5, 3, 20]) expect(excess(a * times)).toBeGreaterThan(0);
    }
    expect(cosineCrossover(1)).toBeCloseTo(0.8511, 3);
  });

  test("have the ratio (aσ)² far above the crossover", () => {
    const testCase = { frequency: 12, mean: 0, sd: 0.5 };
    expect(pathwiseOfCosine(testCase).variance / scoreOfCosine(testCase).variance).toBeCloseTo(
      36,
      6,
    );
  });

  test.each([0.5, 1.5])("are those of the estimators' draws at %d times the crossover", (times) => {
    const sd = 0.7;
    const frequency = times * cosineCrossover(sd);
    const testCase = normalCase(cosine(frequency), 0, sd);
    const estimators: [Estimator<Normal>, typeof pathwiseOfCosine][] = [
      [pathwise(), pathwiseOfCosine],
      [scoreFunction(), scoreOfCosine],
    ];
    const variances = estimators.map(([estimator, momentsAt]) => {
      const known = momentsAt({ frequency, mean: 0, sd });
      const exact = () => ({ mean: [known], logVariance: [{ mean: 0 }] });
      const row = { name: "measured", isUnbiased: true, estimator, exact };
      const [byMean] = estimateMoments(row, testCase, { rng: rng(5) });
      const { variance = Number.NaN, standardErrorOfVariance = 0 } = byMean ?? {};
      expect(Math.abs(variance - known.variance)).toBeLessThan(4 * standardErrorOfVariance);
      return variance;
    });
    expect((variances[0] ?? 0) > (variances[1] ?? 0)).toBe(times > 1);
  });
});
