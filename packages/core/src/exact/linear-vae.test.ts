import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { rng } from "../random/rng.ts";
import { bernoulliOnset, collapseIsStable } from "./collapse-onset.ts";
import {
  forwardKlUnit,
  halfJeffreysUnit,
  learnedVariance,
  linearVaeOptimum,
  reverseKlUnit,
} from "./linear-vae.ts";
import {
  type ExpectedDivergence,
  expectedByQuadrature,
  expectedExponential,
  expectedQuadratic,
  linearVaeMinimum,
} from "./linear-vae-minimum.ts";
import { normalDivergences as exact } from "./normal-divergences.ts";
import type { ExactDivergence } from "./univariate-normal.ts";

const within = (found: number, expected: number, tolerance: number) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance);

const spectrum = [4, 2, 1, 0.5, 0.25];

describe("one unit with λ = 4, σ² = 1", () => {
  test.each([
    [0.25, 3.75, 0.0625, 0.9375, 1.386294, 0.25],
    [0.5, 3.5, 0.125, 0.875, 1.039721, 0.5],
    [1, 3, 0.25, 0.75, Math.LN2, 1],
    [2, 2, 0.5, 0.5, 0.346574, 2],
  ])("reverse KL at beta %d: w², s², Var μ, R, D", (beta, w2, s2, varMu, R, D) => {
    const unit = reverseKlUnit(4, beta);
    within(unit.w2, w2, 1e-12);
    within(unit.s2, s2, 1e-12);
    within(unit.varMu, varMu, 1e-12);
    within(unit.rate, R, 5e-7);
    within(unit.distortion, D, 1e-12);
    within(unit.aggregatedVariance, 1, 1e-12);
  });

  test.each([
    [0.25, 0.75, 3, 4, 1],
    [0.5, 0.914214, 1.828427, 2.828427, Math.SQRT2],
    [1, 1, 1, 2, 2],
    [2, 0.828427, 0.414214, Math.SQRT2, 2.828427],
  ])("forward KL at beta %d: w², Var μ, aggregated variance, D", (beta, w2, varMu, variance, D) => {
    const unit = forwardKlUnit(4, beta);
    within(unit.w2, w2, 5e-7);
    within(unit.varMu, varMu, 5e-7);
    within(unit.aggregatedVariance, variance, 5e-7);
    within(unit.distortion, D, 5e-7);
    expect(unit.s2).toBe(1);
  });

  test.each([
    [0.25, 1.454066, 0.462355, 0.967131, 0.855089],
    [0.5, 1.53721, 0.558675, 0.68607, 1.248469],
    [1, 1.467436, 0.676605, 0.434317, 1.831177],
    [2, 1.068536, 0.821467, 0.206998, 2.699235],
  ])("half Jeffreys at beta %d: w², s², R, D", (beta, w2, s2, R, D) => {
    const unit = halfJeffreysUnit(4, beta);
    within(unit.w2, w2, 1e-6);
    within(unit.s2, s2, 1e-6);
    within(unit.rate, R, 1e-6);
    within(unit.distortion, D, 1e-6);
  });

  test("at equal rate, ½ nat, forward KL leaves the distortion 2, reverse KL 4/e", () => {
    expect(forwardKlUnit(4, 1).rate).toBe(0.5);
    expect(forwardKlUnit(4, 1).distortion).toBe(2);
    const reverse = reverseKlUnit(4, 4 / Math.E);
    within(reverse.rate, 0.5, 1e-12);
    within(reverse.distortion, 4 / Math.E, 1e-12);
  });
});

test.each([
  [0.1, 5, 5.756463, 0.5, -7.094693],
  [0.3, 4, 3.101093, 1.45, -7.10252],
  [1.5, 2, 0.634256, 4.75, -7.825944],
  [5, 0, 0, 7.75, -9.393287],
])("the spectrum (4, 2, 1, ½, ¼) with σ² = %d: active units, R, D, log-likelihood", (...row) => {
  const [variance, active, R, D, LL] = row;
  const optimum = linearVaeOptimum({ spectrum, variance });
  expect(optimum.activeUnits).toBe(active);
  within(optimum.rate, R, 5e-7);
  within(optimum.distortion, D, 1e-12);
  within(optimum.logLikelihood, LL, 5e-7);
  // At beta = 1 the posterior is exact
  within(optimum.elbo, optimum.logLikelihood, 1e-12);
});

test("at beta 2 the ELBO lies below the log-likelihood of the same model, at beta 1 on it", () => {
  const one = linearVaeOptimum({ spectrum, variance: 0.5 });
  within(one.elbo, -7.191266, 5e-7);
  within(one.logLikelihood, -7.191266, 5e-7);
  const two = linearVaeOptimum({ spectrum, variance: 0.5, beta: 2 });
  within(two.elbo, -7.651545, 5e-7);
  within(two.logLikelihood, -7.372181, 5e-7);
  for (const beta of [0.3, 0.7, 1.5]) {
    const { elbo, logLikelihood } = linearVaeOptimum({ spectrum, variance: 0.5, beta });
    expect(logLikelihood - elbo).toBeGreaterThan(1e-3);
  }
});

test("the rate–distortion curve has the slope −β, D in units of 2σ²", () => {
  const at = (beta: number) => linearVaeOptimum({ spectrum, variance: 0.2, beta });
  const h = 1e-4;
  for (const beta of [0.5, 1, 3]) {
    const [more, less] = [at(beta * (1 + h)), at(beta * (1 - h))];
    const slope = (more.distortion - less.distortion) / 0.4 / (more.rate - less.rate);
    within(slope, -beta, 1e-6);
  }
});

test("beta 2 with σ² = ½ has the units of beta 1 with σ² = 1", () => {
  for (const unit of [reverseKlUnit, forwardKlUnit, halfJeffreysUnit])
    expect(linearVaeOptimum({ spectrum, variance: 0.5, beta: 2, unit }).units).toEqual(
      linearVaeOptimum({ spectrum, variance: 1, unit }).units,
    );
});

test("a learned variance is what is discarded over d − βk, and the objective's minimum in σ²", () => {
  within(learnedVariance({ spectrum, latentSize: 2 }), 1.75 / 3, 1e-12);
  within(learnedVariance({ spectrum, latentSize: 2, beta: 2 }), 3.75 / 3, 1e-12);
  for (const [beta, latentSize] of [
    [1, 2],
    [2, 2],
    [1.5, 3],
    [0.5, 4],
  ] as const) {
    const objective = (variance: number) => {
      const { distortion, rate } = linearVaeOptimum({ spectrum, beta, variance, latentSize });
      return distortion / 2 / variance + 2.5 * Math.log(variance) + beta * rate;
    };
    const found = learnedVariance({ spectrum, beta, latentSize });
    for (let variance = 0.05; variance < 4; variance *= 1.01)
      expect(objective(variance)).toBeGreaterThanOrEqual(objective(found) - 1e-12);
  }
  expect(() => learnedVariance({ spectrum, latentSize: 5 })).toThrow(
    "σ² → 0 at beta ≤ 1 (got beta 1); use fewer units",
  );
});

const swapped =
  (divergence: ExactDivergence): ExactDivergence =>
  (q, p) =>
    divergence(p, q);
const amari = (alpha: number) =>
  expectedExponential(exact.renyi(alpha), alpha - 1, alpha * (alpha - 1));

const regularisers: readonly [name: string, curvature: number, expected: ExpectedDivergence][] = [
  ["reverse KL", 1, expectedQuadratic(exact.reverseKl)],
  ["forward KL", 1, expectedQuadratic(exact.forwardKl)],
  ["half Jeffreys", 1, expectedQuadratic(exact.halfJeffreys)],
  ["Jeffreys", 2, expectedQuadratic(exact.jeffreys)],
  ["Rényi ½", 0.5, expectedQuadratic(exact.renyi(0.5))],
  ["Rényi 2", 2, expectedQuadratic(exact.renyi(2))],
  ["Rényi 2 the other way", 2, expectedQuadratic(swapped(exact.renyi(2)))],
  ["geometric JS", 0.25, expectedQuadratic(exact.geometricJs())],
  ["dual geometric JS", 0.25, expectedQuadratic(exact.dualGeometricJs())],
  ["χ²", 2, expectedExponential(exact.renyi(2), 1, 1)],
  ["χ² the other way", 2, expectedExponential(swapped(exact.renyi(2)), 1, 1)],
  ["squared Hellinger", 0.25, expectedExponential(exact.renyi(0.5), -0.5, -1)],
  ["Amari 0.7", 1, amari(0.7)],
];

describe.each(regularisers)("under %s, curvature %d", (_, curvature, expected) => {
  test.each([
    [0.5, false],
    [0.98, false],
    [1.02, true],
    [1.5, true],
  ])("a cold start at τ = %d λ/f″(1) stays collapsed: %s", (factor, stays) => {
    const [lambda, tau] = [4, (factor * 4) / curvature];
    expect(linearVaeMinimum(expected, { lambda, tau }).active).toBe(!stays);
    expect(collapseIsStable({ lambda, tau, curvature })).toBe(stays);
  });
});

test("the numerical minimum is the closed form under KL both ways and half Jeffreys", () => {
  for (const tau of [0.25, 0.5, 1, 2, 3.5])
    for (const [divergence, unit] of [
      [exact.reverseKl, reverseKlUnit],
      [exact.forwardKl, forwardKlUnit],
      [exact.halfJeffreys, halfJeffreysUnit],
    ] as const)
      for (const start of ["cold", "warm"] as const) {
        const found = linearVaeMinimum(expectedQuadratic(divergence), { lambda: 4, tau, start });
        const { w2, s2, varMu, rate, distortion } = unit(4, tau);
        within(found.w2, w2, 1e-5);
        within(found.s2, s2, 1e-5);
        within(found.varMu, varMu, 1e-5);
        within(found.rate, rate, 1e-5);
        within(found.distortion, distortion, 1e-5);
      }
});

test("Rényi 2 remembers: its active code outlives the threshold, and is the better one up to 1.109 of it", () => {
  const expected = expectedQuadratic(exact.renyi(2));
  const at = (factor: number, start: "cold" | "warm") =>
    linearVaeMinimum(expected, { lambda: 4, tau: 2 * factor, start });
  for (const factor of [1.02, 1.1, 1.109]) {
    expect(at(factor, "cold").active).toBe(false);
    expect(at(factor, "warm").active).toBe(true);
    expect(at(factor, "warm").excess).toBeLessThan(0);
  }
  for (const factor of [1.1095, 1.14]) {
    expect(at(factor, "warm").active).toBe(true);
    expect(at(factor, "warm").excess).toBeGreaterThan(0);
  }
  expect(at(1.145, "warm").active).toBe(false);
});

test("the others do not: from a warm start the code dies at the threshold too", () => {
  for (const [name, curvature, expected] of regularisers)
    if (name !== "Rényi 2")
      for (const factor of [0.98, 1.02])
        expect(
          linearVaeMinimum(expected, { lambda: 4, tau: (factor * 4) / curvature, start: "warm" })
            .active,
        ).toBe(factor < 1);
});

test("under total variation collapse is stable at every τ: it grows as √r, the gain as r", () => {
  const expected = expectedByQuadrature(exact.totalVariation);
  for (const tau of [1e-4, 0.01, 1])
    for (let r = 1e-3 * tau ** 2; r > 1e-6 * tau ** 2; r /= 3)
      for (let l = -0.1; l <= 0.1; l += 0.01)
        expect(tau * expected(r * Math.exp(l), l)).toBeGreaterThan(((4 / 2) * r) / (1 + r));
});

test("the quadrature of an expectation is its closed form", () => {
  const forms = [
    [exact.reverseKl, expectedQuadratic(exact.reverseKl)],
    [exact.squaredHellinger, expectedExponential(exact.renyi(0.5), -0.5, -1)],
  ] as const;
  for (const [divergence, closed] of forms)
    within(expectedByQuadrature(divergence, 60)(0.6, -0.8), closed(0.6, -0.8), 1e-9);
});

test("the onset of a Bernoulli decoder is the largest eigenvalue of H^-½ Σ H^-½", () => {
  const [N, D] = [200, 12];
  // Grey values that depend on one another; the third pixel never changes
  const factor = rng(1).normals(N);
  const noise = rng(2).normals(N * D);
  const images = Float32Array.from(noise, (e, i) =>
    i % D === 2
      ? 0.25
      : 1 / (1 + Math.exp(-(e + ((factor[Math.floor(i / D)] ?? 0) * ((i % D) - 5)) / 4))),
  );
  const x = Matrix.from1DArray(N, D, [...images]);
  const mean = x.mean("column");
  const centred = Matrix.sub(x, Matrix.ones(N, 1).mmul(Matrix.rowVector(mean)));
  const kept = mean.map((_, d) => d).filter((d) => d !== 2);
  const scaled = centred
    .subMatrixColumn(kept)
    .mmul(Matrix.diag(kept.map((d) => ((mean[d] ?? 0) * (1 - (mean[d] ?? 0))) ** -0.5)));
  const matrix = scaled.transpose().mmul(scaled).div(N);
  const values = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
  within(bernoulliOnset(images, D) / Math.max(...values), 1, 1e-7);
});

test("an independent pixel has the onset 1, and constant images 0", () => {
  within(bernoulliOnset(Float32Array.of(0, 1, 1, 1), 1), 1, 1e-12);
  expect(bernoulliOnset(new Float32Array(8).fill(0.3), 4)).toBe(0);
});
