import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalDivergences as exact } from "./normal-divergences.ts";
import { panelsOf } from "./normal-js.ts";
import { klToStandardNormal } from "./normal-kl.ts";
import { integral } from "./quadrature.ts";
import { type ExactDivergence, logDensity, type UnivariateNormal } from "./univariate-normal.ts";

const distribution = (mean: number, sd: number): UnivariateNormal => ({
  mean,
  logVariance: 2 * Math.log(sd),
});
const [q, p] = [distribution(1, 0.5), distribution(0, 1)];

// Computed by another program for N(1, ½²) and N(0, 1), to the digits shown
test.each<[string, number, number, number]>([
  ["KL(q‖p)", exact.reverseKl(q, p), 0.81814718056, 1e-12],
  ["KL(p‖q)", exact.forwardKl(q, p), 2.80685281944, 1e-12],
  ["Jeffreys", exact.jeffreys(q, p), 3.625, 1e-12],
  ["half Jeffreys", exact.halfJeffreys(q, p), 1.8125, 1e-12],
  ["Rényi ½", exact.renyi(0.5)(q, p), 0.623143551, 1e-9],
  ["Rényi 2", exact.renyi(2)(q, p), 0.984767858, 1e-9],
  ["JS", exact.js(q, p), 0.223983777, 1e-9],
  ["squared Hellinger", exact.squaredHellinger(q, p), 0.267704952, 1e-9],
  ["total variation", exact.totalVariation(q, p), 0.546611868, 3e-9],
  ["χ²(q‖p)", exact.chiSquared(q, p), 1.677190324, 1e-9],
  ["geometric JS", exact.geometricJs()(q, p), 0.594678224, 1e-9],
  ["dual geometric JS", exact.dualGeometricJs()(q, p), 0.311571776, 1e-9],
])("%s of N(1, ½²) and N(0, 1) is %d", (_, found, expected, tolerance) => {
  expect(Math.abs(found - expected)).toBeLessThan(tolerance);
});

test("the KL of a diagonal normal is the sum of those of its units", () => {
  const units = { mean: [1, 0, -1], logVariance: [q, p, q].map(({ logVariance }) => logVariance) };
  expect(klToStandardNormal(units)).toBeCloseTo(2 * 0.81814718056, 10);
});

test("what is infinite is Infinity: Rényi 2, χ² and Amari 2 of a distribution twice as wide or wider", () => {
  for (const divergence of [exact.renyi(2), exact.chiSquared, exact.amari(2)]) {
    expect(divergence(p, q)).toBe(Number.POSITIVE_INFINITY);
    expect(divergence({ mean: 0, logVariance: Math.log(2) }, p)).toBe(Number.POSITIVE_INFINITY);
    expect(divergence({ mean: 0, logVariance: 0.69 }, p)).toBeLessThan(100);
  }
  expect(exact.amari(-1)(q, p)).toBe(Number.POSITIVE_INFINITY);
});

/** ∫ f(log q, log p) over the line. */
const over = (
  a: UnivariateNormal,
  b: UnivariateNormal,
  f: (logQ: number, logP: number) => number,
) => integral((z) => f(logDensity(a, z), logDensity(b, z)), { breaks: panelsOf(a, b) });

const byQuadrature: readonly [string, ExactDivergence, ExactDivergence][] = [
  ["reverse KL", exact.reverseKl, (a, b) => over(a, b, (x, y) => Math.exp(x) * (x - y))],
  ["forward KL", exact.forwardKl, (a, b) => over(a, b, (x, y) => Math.exp(y) * (y - x))],
  [
    "Jeffreys",
    exact.jeffreys,
    (a, b) => over(a, b, (x, y) => (Math.exp(x) - Math.exp(y)) * (x - y)),
  ],
  ...[0.1, 0.5, 0.9, 1.3].map((alpha): [string, ExactDivergence, ExactDivergence] => [
    `Rényi ${alpha}`,
    exact.renyi(alpha),
    (a, b) => Math.log(over(a, b, (x, y) => Math.exp(alpha * x + (1 - alpha) * y))) / (alpha - 1),
  ]),
  ...[-0.4, 0.2, 0.5, 1.4].map((alpha): [string, ExactDivergence, ExactDivergence] => [
    `Amari ${alpha}`,
    exact.amari(alpha),
    (a, b) =>
      (1 - over(a, b, (x, y) => Math.exp(alpha * x + (1 - alpha) * y))) / (alpha * (1 - alpha)),
  ]),
  ["χ²", exact.chiSquared, (a, b) => over(a, b, (x, y) => Math.exp(2 * x - y)) - 1],
  [
    "squared Hellinger",
    exact.squaredHellinger,
    (a, b) => over(a, b, (x, y) => (Math.exp(x / 2) - Math.exp(y / 2)) ** 2) / 2,
  ],
  [
    "JS",
    exact.js,
    (a, b) =>
      over(a, b, (x, y) => {
        const logM = Math.max(x, y) + Math.log((1 + Math.exp(-Math.abs(x - y))) / 2);
        return (Math.exp(x) * (x - logM) + Math.exp(y) * (y - logM)) / 2;
      }),
  ],
  [
    "total variation",
    exact.totalVariation,
    (a, b) => over(a, b, (x, y) => Math.abs(Math.exp(x) - Math.exp(y))) / 2,
  ],
  [
    "dual geometric JS 0.3",
    exact.dualGeometricJs(0.3),
    (a, b) => -Math.log(over(a, b, (x, y) => Math.exp(0.7 * x + 0.3 * y))),
  ],
  [
    "geometric JS 0.3",
    exact.geometricJs(0.3),
    // log G = 0.7 log q + 0.3 log p − log ∫ of that power, so KL(q‖G) = 0.3 KL(q‖p) + log ∫ and so on
    (a, b) =>
      0.21 * over(a, b, (x, y) => (Math.exp(x) - Math.exp(y)) * (x - y)) +
      Math.log(over(a, b, (x, y) => Math.exp(0.7 * x + 0.3 * y))),
  ],
];

const near = fc
  .tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
  .map(([mean, logVariance]): UnivariateNormal => ({ mean, logVariance }));

describe.each(byQuadrature)("%s", (_, closed, quadrature) => {
  test("is the integral that defines it, to 1e-10", () => {
    fc.assert(
      fc.property(near, near, (a, b) => {
        if (!Number.isFinite(closed(a, b))) return;
        const expected = quadrature(a, b);
        expect(Math.abs(closed(a, b) - expected)).toBeLessThan(1e-10 * Math.max(1, expected));
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

const all: readonly [string, ExactDivergence][] = [
  ...byQuadrature.map(([name, closed]): [string, ExactDivergence] => [name, closed]),
  ["half Jeffreys", exact.halfJeffreys],
  ["Rényi 3", exact.renyi(3)],
  ["Amari 0", exact.amari(0)],
];

const wide = fc
  .tuple(
    fc.double({ min: -50, max: 50, noNaN: true }),
    fc.double({ min: -20, max: 20, noNaN: true }),
  )
  .map(([mean, logVariance]): UnivariateNormal => ({ mean, logVariance }));

describe.each(all)("%s", (_, divergence) => {
  test("is never negative and never NaN, and zero where the distributions are one", () => {
    fc.assert(
      fc.property(wide, (a) => {
        expect(divergence(a, p)).toBeGreaterThanOrEqual(0);
        expect(divergence(p, a)).toBeGreaterThanOrEqual(0);
        expect(divergence(a, a)).toBeLessThan(1e-13);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test("does not change when the line is moved and stretched", () => {
    const moved = (a: UnivariateNormal, shift: number, logScale: number) => ({
      mean: shift + a.mean * Math.exp(logScale),
      logVariance: a.logVariance + 2 * logScale,
    });
    const scales = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(near, near, scales, scales, (a, b, shift, scale) => {
        const expected = divergence(a, b);
        if (!Number.isFinite(expected)) return;
        const found = divergence(moved(a, shift, scale), moved(b, shift, scale));
        expect(Math.abs(found - expected)).toBeLessThan(1e-9 * Math.max(1, expected));
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

test("Rényi's divergence grows with α and passes through KL at α = 1", () => {
  fc.assert(
    fc.property(near, near, (a, b) => {
      const values = [0.05, 0.3, 0.5, 0.99, 1, 1.01, 1.5, 2, 4].map((alpha) =>
        exact.renyi(alpha)(a, b),
      );
      values.slice(1).forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual((values[i] ?? Number.NaN) - 1e-13);
      });
      const kl = exact.reverseKl(a, b);
      expect(Math.abs(exact.renyi(1 + 1e-7)(a, b) - kl)).toBeLessThan(1e-4 * Math.max(kl, 1e-3));
    }),
    { seed: 4, numRuns: 100 },
  );
});

test("the families meet: Amari at 0, ½, 1 and 2, Hellinger and Bhattacharyya, the dual of JS", () => {
  fc.assert(
    fc.property(near, near, (a, b) => {
      const relations: [number, number][] = [
        [exact.amari(1)(a, b), exact.reverseKl(a, b)],
        [exact.amari(0)(a, b), exact.forwardKl(a, b)],
        [exact.amari(0.5)(a, b), 4 * exact.squaredHellinger(a, b)],
        [exact.amari(2)(a, b), exact.chiSquared(a, b) / 2],
        [exact.amari(0.3)(a, b), exact.amari(0.7)(b, a)],
        [exact.dualGeometricJs(0.5)(a, b), -Math.log1p(-exact.squaredHellinger(a, b))],
        [exact.dualGeometricJs(0.3)(a, b), 0.3 * exact.renyi(0.7)(a, b)],
        [0.3 * exact.renyi(0.7)(a, b), 0.7 * exact.renyi(0.3)(b, a)],
        [exact.jeffreys(a, b), exact.jeffreys(b, a)],
        [exact.js(a, b), exact.js(b, a)],
        [exact.totalVariation(a, b), exact.totalVariation(b, a)],
      ];
      for (const [found, expected] of relations)
        if (Number.isFinite(expected))
          expect(Math.abs(found - expected)).toBeLessThan(1e-10 * Math.max(1, expected));
    }),
    { seed: 5, numRuns: 60 },
  );
});

test("total variation, Hellinger and JS keep their inequalities (Le Cam, Pinsker, Lin)", () => {
  fc.assert(
    fc.property(wide, (a) => {
      const [tv, h2, j] = [
        exact.totalVariation(a, p),
        exact.squaredHellinger(a, p),
        exact.js(a, p),
      ];
      expect(tv).toBeGreaterThanOrEqual(h2 - 1e-12);
      expect(tv ** 2).toBeLessThanOrEqual(h2 * (2 - h2) + 1e-12);
      expect(2 * tv ** 2).toBeLessThanOrEqual(exact.reverseKl(a, p) + 1e-12);
      expect(j).toBeLessThanOrEqual(Math.LN2 * tv + 1e-12);
    }),
    { seed: 6, numRuns: 200 },
  );
});

test("near one distribution a divergence keeps its digits: ½Jeffreys and KL at a log variance of 1e-6 are ¼l²", () => {
  const l = 1e-6;
  for (const divergence of [exact.reverseKl, exact.forwardKl, exact.halfJeffreys])
    expect(divergence({ mean: 0, logVariance: l }, p) / (0.25 * l * l)).toBeCloseTo(1, 5);
});

test("orders that make no sense are refused", () => {
  expect(() => exact.renyi(0)).toThrow("alpha must be a number > 0, got 0");
  expect(() => exact.geometricJs(1)).toThrow("alpha must be in (0, 1), got 1");
});
