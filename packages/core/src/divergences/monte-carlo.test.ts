import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { bernoulliCodes } from "../distributions/bernoulli.ts";
import type { Moments } from "../distributions/moments.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import { normalDivergences as exact } from "../exact/normal-divergences.ts";
import { gaussHermite } from "../exact/quadrature.ts";
import { expectedLogMeanWeight } from "../exact/weight-moments.ts";
import { rng } from "../random/rng.ts";
import {
  type MonteCarloDivergence,
  type MonteCarloOptions,
  monteCarloForwardKl,
  monteCarloGeometricJs,
  monteCarloJeffreys,
  monteCarloJs,
  monteCarloReverseKl,
  monteCarloSquaredHellinger,
  monteCarloTotalVariation,
} from "./monte-carlo.ts";
import { monteCarloAmari, monteCarloChiSquared, monteCarloRenyi } from "./monte-carlo-renyi.ts";

// q = N(1, ½²), p = N(0, 1)
const q = { mean: 1, logVariance: 2 * Math.log(0.5) };
const p = { mean: 0, logVariance: 0 };
const rows = 20_000;

const distributions = ({ mean, logVariance } = q, B = rows, K = 1): Moments => ({
  mean: tf.fill([B, K], mean),
  logVariance: tf.fill([B, K], logVariance),
});

const estimates = (divergence: MonteCarloDivergence, distribution = q) =>
  tf.tidy(() =>
    numbersOf(divergence.estimate(normal(distributions(distribution)), standardNormal, rng(7))),
  );

const meanAndError = (values: readonly number[]) => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  return { mean, error: Math.sqrt(variance / values.length) };
};

type Make = (options: MonteCarloOptions) => MonteCarloDivergence;

const unbiased: readonly [string, Make, number][] = [
  ["reverse KL", monteCarloReverseKl, exact.reverseKl(q, p)],
  ["forward KL", monteCarloForwardKl, exact.forwardKl(q, p)],
  ["Jeffreys", monteCarloJeffreys, exact.jeffreys(q, p)],
  ["JS", monteCarloJs, exact.js(q, p)],
  ["total variation", monteCarloTotalVariation, exact.totalVariation(q, p)],
  ["squared Hellinger", monteCarloSquaredHellinger, exact.squaredHellinger(q, p)],
  ["Amari 0.3", (o) => monteCarloAmari({ alpha: 0.3, ...o }), exact.amari(0.3)(q, p)],
  ["Amari 0.7", (o) => monteCarloAmari({ alpha: 0.7, ...o }), exact.amari(0.7)(q, p)],
  ["Amari 0", (o) => monteCarloAmari({ alpha: 0, ...o }), exact.forwardKl(q, p)],
  ["Amari 2", (o) => monteCarloAmari({ alpha: 2, ...o }), exact.amari(2)(q, p)],
  ["χ²", monteCarloChiSquared, exact.chiSquared(q, p)],
];

describe.each(unbiased)("Monte Carlo %s", (_, make, expected) => {
  test.each([1, 3])("has the exact mean, within four standard errors, with %d draws", (samples) => {
    const { mean, error } = meanAndError(estimates(make({ samples })));
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  });
});

test("Monte Carlo forward KL is 2.807, not −0.817: its draws are the prior's", () => {
  const { mean } = meanAndError(estimates(monteCarloForwardKl({ samples: 4 })));
  expect(mean).toBeGreaterThan(2.7);
});

/** ∫ q^k p^(1−k). */
const moment = (k: number) => (k === 0 ? 1 : Math.exp((k - 1) * exact.renyi(k)(q, p)));

// What is averaged inside the logarithm is (q/p)^power under q, and the logarithm is taken times `scale`
test.each<[string, (samples: number) => MonteCarloDivergence, number, number, number]>([
  [
    "Rényi ½",
    (samples) => monteCarloRenyi({ alpha: 0.5, samples }),
    exact.renyi(0.5)(q, p),
    -0.5,
    -2,
  ],
  ["Rényi 2", (samples) => monteCarloRenyi({ alpha: 2, samples }), exact.renyi(2)(q, p), 1, 1],
  [
    "geometric JS",
    (samples) => monteCarloGeometricJs({ samples }),
    exact.geometricJs()(q, p),
    -0.5,
    1,
  ],
])("Monte Carlo %s has the mean of the logarithm of a mean of S draws, by quadrature", (...row) => {
  const [, make, expected, power, scale] = row;
  const S = 30;
  const { mean, error } = meanAndError(estimates(make(S)));
  // At z = 1 + ½ε
  const logWeight = (e: number) => power * (((1 + e / 2) ** 2 - e * e) / 2 + Math.LN2);
  // No expansion: at power −½ the weights have no third moment, and first order is half too large
  const logMean = expectedLogMeanWeight(gaussHermite(100), logWeight, S);
  const bias = scale * (logMean - Math.log(moment(1 + power)));
  expect(Math.abs(mean - expected - bias)).toBeLessThan(4 * error);
  expect(Math.abs(mean - expected)).toBeGreaterThan(4 * error);
});

test("reparameterized samples have the exact gradient on average", () => {
  const cases = [
    [monteCarloReverseKl, exact.reverseKl],
    [monteCarloForwardKl, exact.forwardKl],
    [monteCarloJs, exact.js],
    [monteCarloSquaredHellinger, exact.squaredHellinger],
  ] as const;
  for (const [make, divergence] of cases) {
    const gradients = tf.tidy(() =>
      tf
        .grads((mean: tf.Tensor, logVariance: tf.Tensor) =>
          make().estimate(normal({ mean, logVariance }), standardNormal, rng(5)).sum(),
        )([distributions().mean, distributions().logVariance])
        .map(numbersOf),
    );
    const h = 1e-5;
    const slopes = [
      (divergence({ ...q, mean: 1 + h }, p) - divergence({ ...q, mean: 1 - h }, p)) / (2 * h),
      (divergence({ ...q, logVariance: q.logVariance + h }, p) -
        divergence({ ...q, logVariance: q.logVariance - h }, p)) /
        (2 * h),
    ];
    slopes.forEach((slope, i) => {
      const { mean, error } = meanAndError(at(gradients, i));
      expect(Math.abs(mean - slope)).toBeLessThan(4 * error);
    });
  }
});

test("the JS divergence of two units is less than the sum over units", () => {
  const both = tf.tidy(() =>
    numbersOf(
      monteCarloJs({ samples: 2 }).estimate(
        normal(distributions(q, rows, 2)),
        standardNormal,
        rng(1),
      ),
    ),
  );
  const { mean, error } = meanAndError(both);
  expect(mean + 4 * error).toBeLessThan(2 * exact.js(q, p) - 0.02);
  expect(mean - 4 * error).toBeGreaterThan(exact.js(q, p));
});

test("a divergence known to be infinite is refused with its row", () => {
  const wide = { mean: 0, logVariance: 0.7 };
  for (const divergence of [
    monteCarloChiSquared(),
    monteCarloRenyi({ alpha: 2 }),
    monteCarloAmari({ alpha: 2 }),
  ])
    expect(() => estimates(divergence, wide)).toThrow(
      /must be finite to be estimated, got Infinity at row 0/,
    );
  expect(() => estimates(monteCarloAmari({ alpha: -1 }), q)).toThrow("got Infinity at row 0");
  expect(estimates(monteCarloRenyi({ alpha: 0.9 }), wide)).toHaveLength(rows);
});

test("Monte Carlo estimates also work for discrete codes", () => {
  const [a, b] = [0.3, -0.8];
  const kl = (s: number, t: number) => s * Math.log(s / t) + (1 - s) * Math.log((1 - s) / (1 - t));
  const [s, t] = [1 / (1 + Math.exp(-a)), 1 / (1 + Math.exp(-b))];
  const values = tf.tidy(() => {
    const [left, right] = [tf.fill([rows, 1], a), tf.fill([rows, 1], b)].map(bernoulliCodes);
    if (!left || !right) throw new Error("two distributions");
    return numbersOf(
      monteCarloReverseKl().estimate(
        left,
        { logProb: right.logProb, sample: (noise) => right.sample(noise, 1) },
        rng(3),
      ),
    );
  });
  const { mean, error } = meanAndError(values);
  expect(Math.abs(mean - kl(s, t))).toBeLessThan(4 * error);
});

test("invalid numbers of samples are refused", () => {
  expect(() => monteCarloJs({ samples: 0 })).toThrow("samples must be a whole number ≥ 1, got 0");
});
