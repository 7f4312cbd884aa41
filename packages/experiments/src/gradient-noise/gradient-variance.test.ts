import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { covarianceTrace } from "./covariance-trace.ts";
import { oscillatingFunction, oscillatingVariances } from "./oscillating-function.ts";
import { varianceShares } from "./rare-draws.ts";

test("the trace of a covariance is the sum of the variances, within 4 standard errors", () => {
  const sds = [1, 2, 0.5];
  const estimates = Array.from({ length: 2000 }, (_, r) =>
    rng(1)
      .fold(r)
      .normals(3)
      .map((e, i) => 7 + e * (sds[i] ?? 0)),
  );
  const { value, standardError } = covarianceTrace(estimates);
  expect(Math.abs(value - 5.25)).toBeLessThan(4 * standardError);
  // A squared normal deviation has the variance 2σ⁴
  const exact = Math.sqrt((2 * (1 + 16 + 0.0625)) / 2000);
  expect(standardError / exact).toBeGreaterThan(0.85);
  expect(standardError / exact).toBeLessThan(1.15);
});

test.each([0.5, 1, 3])(
  "variances of gradients of E sin(ωz) are their closed forms, ω = %d",
  (w) => {
    const found = oscillatingVariances(w);
    const pathwise = (w ** 2 * (1 - Math.exp(-(w ** 2))) ** 2) / 2;
    const second = (1 - (1 - 4 * w ** 2) * Math.exp(-2 * w ** 2)) / 2;
    expect(found.pathwise).toBeCloseTo(pathwise, 9);
    expect(found.scoreFunction).toBeCloseTo(second - w ** 2 * Math.exp(-(w ** 2)), 9);
  },
);

test("quadrature errors of the counterexample are small beside its values", () => {
  for (const { value, error } of oscillatingFunction()) expect(error).toBeLessThan(1e-6 * value);
});

const draws = (f: (e: number) => number) => {
  const noise = rng(2).normals(30_000);
  return varianceShares([{ f: Array.from(noise, f), noise, sds: [1] }]);
};

/** φ and E[ε^p; |ε| > c] at the 1 % quantile c of |ε|. */
const c = 2.575829;
const density = Math.exp((-c * c) / 2) / Math.sqrt(2 * Math.PI);
const tail2 = 0.01 + 2 * c * density;
const tail4 = 3 * 0.01 + 2 * density * (c ** 3 + 3 * c);

test("for a constant f the rare draws have the score's own share, and nothing is left without its mean", () => {
  const found = draws(() => -60);
  // Squares of ε and of (ε² − 1)/2, of means 1 and ½
  const share = (tail2 + (tail4 - 2 * tail2 + 0.01) / 4) / 1.5;
  expect(found.rarest).toBeCloseTo(share, 2);
  expect(found.rarestOfScore).toBeCloseTo(share, 2);
  expect(found.largest).toBeCloseTo(share, 2); // with one unit the rarest draws are the largest ones
  expect(found.withoutMean).toBeLessThan(1e-20);
});

test("an f that weighs rare draws gives them more of the variance", () => {
  expect(draws((e) => e ** 4).rarest).toBeGreaterThan(2 * draws(() => 1).rarest);
});
