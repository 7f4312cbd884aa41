import { describe, expect, test } from "vitest";
import {
  dreg,
  pathwiseWeights,
  stickingTheLanding,
  type WeightsEstimator,
} from "../src/estimators/index.ts";
import { chiSquared, squaredHellinger } from "../src/exact/normal-renyi.ts";
import { gaussHermite, meanUnder } from "../src/exact/quadrature.ts";
import { expectedLogMeanWeight } from "../src/exact/weight-moments.ts";
import { type Curve, ofMeanWeight } from "../src/functionals/index.ts";
import type { Normal } from "../src/index.ts";
import {
  importanceWeighted,
  iwae,
  miwae,
  monteCarloElbo,
  vrAlpha,
  type WeightsObjective,
} from "../src/objectives/index.ts";
import { at } from "./at.ts";
import { type Asked, estimates, momentsOf } from "./weighted-estimates.ts";

describe("where q is the posterior", () => {
  const p = { mean: 0.7, sd: 0.6 };
  const largest = (estimator: WeightsEstimator<Normal>, objective: WeightsObjective) => {
    const { mean, sd } = estimates({ q: p, p, objective, estimator, rows: 500 });
    return Math.max(...[...mean, ...sd].map(Math.abs));
  };

  test("sticking the landing and DReG have no gradient, draw by draw", () => {
    expect(largest(stickingTheLanding(), monteCarloElbo())).toBeLessThan(1e-4);
    expect(largest(dreg(), monteCarloElbo())).toBeLessThan(1e-4);
    expect(largest(dreg(), iwae({ samples: 5 }))).toBeLessThan(1e-4);
  });

  test("the plain pathwise gradient is noise there", () => {
    expect(largest(pathwiseWeights(), monteCarloElbo())).toBeGreaterThan(1);
  });
});

describe("DReG is not the quieter one everywhere: ten bounds of ten draws, p = N(2, 3²)", () => {
  const p = { mean: 2, sd: 3 };
  const objective = miwae({ samples: 10, groups: 10 });
  /** In μ and in softplus⁻¹σ. */
  const of = (q: Asked["q"], estimator: WeightsEstimator<Normal>) => {
    const { mean, sd } = estimates({ q, p, objective, estimator, rows: 4000 });
    return [momentsOf(mean), momentsOf(sd.map((g) => g * -Math.expm1(-q.sd)))] as const;
  };

  test.each([
    { q: { mean: -3, sd: 1 }, plain: [0.03, 0.078], double: [0.201, 0.361] },
    { q: { mean: 1.5, sd: 2.5 }, plain: [0.041, 0.073], double: [0.005, 0.015] },
  ])("at q = N($q.mean, $q.sd²) its deviations are $double, the plain one's $plain", (row) => {
    const found = [of(row.q, pathwiseWeights()), of(row.q, dreg())] as const;
    [row.plain, row.double].forEach((expected, which) => {
      expected.forEach((sd, i) => {
        expect(Math.abs(at(at(found, which), i).sd / sd - 1)).toBeLessThan(0.15);
      });
    });
    for (const i of [0, 1]) {
      const [a, b] = [at(found[0], i), at(found[1], i)];
      expect(Math.abs(a.mean - b.mean)).toBeLessThan(4 * Math.hypot(a.error, b.error));
    }
  });

  test("at q = N(−3, 1) the loss's gradient is (−0.480, −0.715)", () => {
    of({ mean: -3, sd: 1 }, pathwiseWeights()).forEach(({ mean, error }, i) => {
      expect(Math.abs(-mean - at([-0.48, -0.715], i))).toBeLessThan(5e-4 + 4 * error);
    });
  });
});

describe("E f(log w) of one draw is an f-divergence, and its doubly-reparameterised gradient that of the closed form", () => {
  const q = { mean: 0.3, sd: 1.5 };
  const p = { mean: 0, sd: 1 };
  const distribution = (mean: number, sd: number) => ({ mean, logVariance: 2 * Math.log(sd) });
  const standard = distribution(0, 1);
  const h = 1e-5;
  const slopesOf = (of: (mean: number, sd: number) => number) => [
    (of(q.mean + h, q.sd) - of(q.mean - h, q.sd)) / (2 * h),
    (of(q.mean, q.sd + h) - of(q.mean, q.sd - h)) / (2 * h),
  ];
  const exponential = (power: number): Curve => ({
    name: `exp(${power}u)`,
    value: (u) => u.mul(power).exp(),
    slope: (u) => u.mul(power).exp().mul(power),
    curvature: (u) =>
      u
        .mul(power)
        .exp()
        .mul(power ** 2),
  });
  const forward: Curve = {
    name: "u eᵘ",
    value: (u) => u.mul(u.exp()),
    slope: (u) => u.add(1).mul(u.exp()),
    curvature: (u) => u.add(2).mul(u.exp()),
  };
  const reverse: Curve = {
    name: "u",
    value: (u) => u.clone(),
    slope: (u) => u.onesLike(),
    curvature: (u) => u.zerosLike(),
  };

  test.each<{ name: string; curve: Curve; exact: number[] }>([
    { name: "forward KL", curve: forward, exact: [0.3 / 1.5 ** 2, 1 / 1.5 - 1.09 / 1.5 ** 3] },
    { name: "minus reverse KL", curve: reverse, exact: [-0.3, 1 / 1.5 - 1.5] },
    {
      name: "χ²(p‖q), exp(2u)",
      curve: exponential(2),
      exact: slopesOf((m, s) => chiSquared(standard, distribution(m, s))),
    },
    {
      name: "minus squared Hellinger, exp(u/2)",
      curve: exponential(0.5),
      exact: slopesOf((m, s) => -squaredHellinger(distribution(m, s), standard)),
    },
  ])("$name", ({ curve, exact }) => {
    const objective = importanceWeighted({ functional: ofMeanWeight(curve), samples: 1 });
    const { mean, sd } = estimates({ q, p, objective, estimator: dreg(), rows: 100_000 });
    [mean, sd].forEach((found, i) => {
      const { mean: estimate, error } = momentsOf(found);
      expect(Math.abs(estimate - at(exact, i))).toBeLessThan(4 * error);
      // The test would see a tenth of it
      expect(4 * error).toBeLessThan(0.1 * Math.abs(at(exact, i)));
    });
  });

  test("of forward KL the gradient is (0.1333, 0.3437); weighed by f′ w̃² alone it would be (−0.0789, −0.1915)", () => {
    const rule = gaussHermite(100);
    const along = (coefficient: (u: number) => number) =>
      [0, 1].map((power) =>
        meanUnder(rule, (e) => {
          const z = q.mean + q.sd * e;
          const u = (e * e - z * z) / 2 + Math.log(q.sd);
          return coefficient(u) * (e / q.sd - z) * e ** power;
        }),
      );
    expect(along((u) => -Math.exp(u))).toBeNear([0.1333, 0.3437], 1e-3);
    expect(along((u) => (u + 1) * Math.exp(u))).toBeNear([-0.0789, -0.1915], 1e-3);
  });
});

describe("the values are bounds", () => {
  const q = { mean: 0.3, sd: 1.2 };
  const p = { mean: 0, sd: 1 };
  const logW = (e: number) => (e * e - (q.mean + q.sd * e) ** 2) / 2 + Math.log(q.sd);
  const rule = gaussHermite(100);
  const boundOf = (objective: WeightsObjective) =>
    momentsOf(estimates({ q, p, objective, estimator: pathwiseWeights(), rows: 50_000 }).values);

  test.each([1, 2, 10])(
    "IWAE with K = %d has its exact mean, whatever the number of groups",
    (K) => {
      const exact = expectedLogMeanWeight(rule, logW, K);
      for (const objective of [iwae({ samples: K }), miwae({ samples: K, groups: 3 })]) {
        const { mean, error } = boundOf(objective);
        expect(Math.abs(mean - exact)).toBeLessThan(4 * error);
      }
    },
  );

  test("M groups of K draws are not K groups of M", () => {
    const exact = (K: number) => expectedLogMeanWeight(rule, logW, K);
    const { mean, error } = boundOf(miwae({ samples: 10, groups: 2 }));
    expect(Math.abs(mean - exact(10))).toBeLessThan(4 * error);
    expect(Math.abs(mean - exact(2))).toBeGreaterThan(20 * error);
  });

  test.each([0.5, 2])("the Rényi bound of 4 draws at α = %d has its exact mean", (alpha) => {
    const t = 1 - alpha;
    const exact = expectedLogMeanWeight(rule, (e) => t * logW(e), 4) / t;
    const { mean, error } = boundOf(vrAlpha({ samples: 4, alpha }));
    expect(Math.abs(mean - exact)).toBeLessThan(4 * error);
  });
});

test("numbers of draws and a beta that make no sense are refused with the rule", () => {
  expect(() => iwae({ samples: 0 })).toThrow("samples must be a whole number ≥ 1, got 0");
  expect(() => miwae({ samples: 2, groups: 0.5 })).toThrow(
    "groups must be a whole number ≥ 1, got 0.5",
  );
  expect(() => monteCarloElbo({ beta: -1 })).toThrow("beta must be ≥ 0, got -1");
});
