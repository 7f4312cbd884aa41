import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { divergenceTable } from "../../test/divergence-table.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import type { ExactDivergence } from "../exact/univariate-normal.ts";
import { rng } from "../random/rng.ts";
import { amari } from "./amari.ts";
import { chiSquared } from "./chi-squared.ts";
import type { Divergence } from "./divergence.ts";
import { forwardKl } from "./forward-kl.ts";
import { dualGeometricJs, geometricJs } from "./geometric-js.ts";
import { type Direction, renyiDivergence } from "./renyi.ts";
import { reverseKl } from "./reverse-kl.ts";
import { squaredHellinger } from "./squared-hellinger.ts";
import { quadratureJs1d } from "./sum-of-unit-js.ts";

const p = { mean: 0, logVariance: 0 };
const n = 500;

/** Means and log variances, float32, the middle of the range as dense as its edges. */
const places = (mean: number, logVariance: number) => {
  const spread = (seed: number, size: number) =>
    Float32Array.from(rng(seed).uniforms(n), (u, i) => size * (2 * u - 1) ** (i % 2 ? 1 : 5));
  return { m: spread(1, mean), l: spread(2, logVariance) };
};

const tensors = ({ m, l }: { m: Float32Array; l: Float32Array }) =>
  [tf.tensor1d(m), tf.tensor1d(l)] as const;

const valuesOf = (divergence: Divergence, where: ReturnType<typeof places>) =>
  tf.tidy(() => {
    const [mean, logVariance] = tensors(where);
    return numbersOf(divergence.perUnit({ mean, logVariance }, standardNormal));
  });

const gradientsOf = (divergence: Divergence, where: ReturnType<typeof places>) =>
  tf.tidy(() =>
    tf
      .grads((mean: tf.Tensor, logVariance: tf.Tensor) =>
        divergence.perUnit({ mean, logVariance }, standardNormal),
      )([...tensors(where)])
      .map(numbersOf),
  );

/** The slope of the exact form at (m, l) by differences of the fourth order. */
const slope = (exact: ExactDivergence, m: number, l: number, dm: number, dl: number) => {
  const h = 1e-4;
  const f = (k: number) => exact({ mean: m + k * dm * h, logVariance: l + k * dl * h }, p);
  return (8 * (f(1) - f(-1)) - (f(2) - f(-2))) / (12 * h);
};

describe.each(divergenceTable)("$divergence.name", ({ divergence, exact }) => {
  test("is the exact number to the rounding of its arguments and of float32", () => {
    const where = places(2, 2);
    const values = valuesOf(divergence, where);
    values.forEach((value, i) => {
      const [m, l] = [at(where.m, i), at(where.l, i)];
      const expected = exact({ mean: m, logVariance: l }, p);
      if (expected > 1e30) {
        expect(value).toBeGreaterThan(1e30);
        return;
      }
      const condition =
        Math.abs(m * slope(exact, m, l, 1, 0)) +
        (Math.abs(l) + 0.3) * Math.abs(slope(exact, m, l, 0, 1));
      const rounding = Math.abs(expected) + (Number.isFinite(condition) ? condition : Infinity);
      expect(Math.abs(value - expected), `at ${m}, ${l}`).toBeLessThanOrEqual(
        1e-6 * rounding +
          2e-7 * (divergence.curvature ? Math.min(1, Math.abs(l) + Math.abs(m)) : 1),
      );
    });
  });

  test("has the slope of the exact number", () => {
    const where = places(2, 2);
    const gradients = gradientsOf(divergence, where);
    for (let i = 0; i < n; i++) {
      const [m, l] = [at(where.m, i), at(where.l, i)];
      const value = exact({ mean: m, logVariance: l }, p);
      // Next to where it is infinite a rounding of l is a large part of what is left
      if (!(value < 10)) continue;
      // At q = p a distance without a curvature has a kink
      if (!divergence.curvature && Math.abs(m) + Math.abs(l) < 1e-2) continue;
      for (const [k, dm, dl] of [
        [0, 1, 0],
        [1, 0, 1],
      ] as const) {
        const expected = slope(exact, m, l, dm, dl);
        const found = at(at(gradients, k), i);
        expect(Math.abs(found - expected), `at ${m}, ${l}`).toBeLessThan(
          2e-5 * Math.max(0.1, Math.abs(expected), value ** 2),
        );
      }
    }
  });

  test("is never NaN nor negative, and its gradient finite, at means to ±50 and log variances to ±20", () => {
    for (const where of [
      places(50, 20),
      { m: Float32Array.of(0, 50, -50, 0, 0), l: Float32Array.of(0, 20, -20, 20, -20) },
    ]) {
      expect(valuesOf(divergence, where).every((value) => value >= 0)).toBe(true);
      for (const gradient of gradientsOf(divergence, where))
        expect(gradient.every(Number.isFinite)).toBe(true);
    }
  });

  test("is zero, with a zero gradient, where q is p", () => {
    const where = { m: Float32Array.of(0), l: Float32Array.of(0) };
    expect(valuesOf(divergence, where)).toEqual([0]);
    for (const gradient of gradientsOf(divergence, where))
      expect(Math.abs(at(gradient, 0))).toBe(0);
  });

  test("is the same of two distributions that are moved and stretched together", () => {
    const numbers = fc.double({ min: -1, max: 1, noNaN: true });
    const distribution = (mean: number, logVariance: number) =>
      normal({ mean: tf.tensor2d([[mean]]), logVariance: tf.tensor2d([[logVariance]]) });
    fc.assert(
      fc.property(numbers, numbers, numbers, numbers, (m, l, shift, scale) => {
        tf.tidy(() => {
          const alone =
            divergence.total(distribution(m, l / 2), distribution(0, 0)).dataSync()[0] ??
            Number.NaN;
          const moved = divergence
            .total(
              distribution(shift + m * Math.exp(scale), l / 2 + 2 * scale),
              distribution(shift, 2 * scale),
            )
            .dataSync()[0];
          if (alone < 10)
            expect(Math.abs((moved ?? Number.NaN) - alone)).toBeLessThan(
              2e-5 * Math.max(0.1, alone ** 2),
            );
        });
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test("is its curvature times KL where q is nearly p, along the mean and along the variance", () => {
    const kl = (m: number, l: number) => (Math.expm1(l) - l + m * m) / 2;
    const [m, l] = [0.003, 0.004];
    const along = [
      exact({ mean: m, logVariance: 0 }, p) / kl(m, 0),
      exact({ mean: 0, logVariance: l }, p) / kl(0, l),
    ];
    for (const ratio of along)
      if (divergence.curvature === undefined) expect(ratio).toBeGreaterThan(100);
      else expect(Math.abs(ratio - divergence.curvature)).toBeLessThan(0.02 * divergence.curvature);
  });
});

test("the curvatures of the stability condition: Jeffreys 2, Rényi α, χ² 2, JS and geometric JS ¼", () => {
  const curvatures = Object.fromEntries(
    divergenceTable.map(({ divergence: { name, curvature } }) => [name, curvature]),
  );
  expect(curvatures).toMatchObject({
    "reverse-kl": 1,
    "forward-kl": 1,
    "half-jeffreys": 1,
    jeffreys: 2,
    "reverse-renyi-0.5": 0.5,
    "forward-renyi-2": 2,
    "reverse-chi-squared": 2,
    "js-per-unit-sum": 0.25,
    "geometric-js-0.5": 0.25,
    "dual-geometric-js-0.5": 0.25,
    "total-variation-per-unit-sum": undefined,
  });
});

const twoUnits = () => ({
  mean: tf.tensor2d([[0.4, -1.2]]),
  logVariance: tf.tensor2d([[-0.7, 0.3]]),
});
const numberOf = (tensor: tf.Tensor) => tensor.dataSync()[0] ?? Number.NaN;

test.each<[string, Divergence, (a: number, b: number) => number]>([
  ["χ²", chiSquared(), (a, b) => (1 + a) * (1 + b) - 1],
  ["squared Hellinger", squaredHellinger, (a, b) => 1 - (1 - a) * (1 - b)],
  ["Amari 0.3", amari({ alpha: 0.3 }), (a, b) => (1 - (1 - 0.21 * a) * (1 - 0.21 * b)) / 0.21],
])(
  "%s of two units is that of their joint distribution: what it is an expectation of multiplies",
  (_, divergence, joint) => {
    tf.tidy(() => {
      const [a, b] = numbersOf(divergence.perUnit(twoUnits(), standardNormal));
      const total = numberOf(divergence.total(twoUnits(), standardNormal));
      expect(Math.abs(total - joint(a ?? Number.NaN, b ?? Number.NaN))).toBeLessThan(2e-6);
    });
  },
);

test("KL, Rényi and the geometric JS of two units are sums", () => {
  tf.tidy(() => {
    for (const divergence of [
      forwardKl,
      renyiDivergence({ alpha: 1.5 }),
      geometricJs(),
      dualGeometricJs(),
    ]) {
      const [a = Number.NaN, b = Number.NaN] = numbersOf(
        divergence.perUnit(twoUnits(), standardNormal),
      );
      expect(numberOf(divergence.total(twoUnits(), standardNormal))).toBeCloseTo(a + b, 5);
    }
  });
});

test("at a log variance of 1e-4 the float32 KL is 2.5e-9, not −0", () => {
  tf.tidy(() => {
    const q = { mean: tf.zeros([1]), logVariance: tf.tensor1d([1e-4]) };
    for (const divergence of [reverseKl, forwardKl])
      expect(numberOf(divergence.perUnit(q, standardNormal))).toBeCloseTo(2.5e-9, 11);
  });
});

test("more nodes do not change the quadrature of JS", () => {
  tf.tidy(() => {
    const q = { mean: rng(1).normal([400]).mul(3), logVariance: rng(2).normal([400]).mul(4) };
    const few = numbersOf(quadratureJs1d(q, standardNormal));
    const many = numbersOf(quadratureJs1d(q, standardNormal, { nodes: 257 }));
    few.forEach((value, i) => {
      expect(Math.abs(value - at(many, i))).toBeLessThan(1e-6);
    });
  });
});

test("orders and directions that make no sense are refused with the rule", () => {
  expect(() => renyiDivergence({ alpha: 0 })).toThrow("alpha must be a number > 0, got 0");
  expect(() => renyiDivergence({ alpha: 2, direction: "back" as Direction })).toThrow(
    "direction must be reverse or forward, got back",
  );
  expect(() => geometricJs({ alpha: 1 })).toThrow("alpha must be in (0, 1), got 1");
  expect(() => amari({ alpha: Number.NaN })).toThrow("alpha must be a finite number, got NaN");
});
