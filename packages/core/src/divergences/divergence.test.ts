import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import { rng } from "../random/rng.ts";
import type { Divergence } from "./divergence.ts";
import { forwardKl } from "./forward-kl.ts";
import { halfJeffreys } from "./half-jeffreys.ts";
import { reverseKl } from "./reverse-kl.ts";

type Law = readonly [mean: number, sd: number];

const distribution = ([mean, sd]: Law) =>
  normal({ mean: tf.tensor2d([[mean]]), logVariance: tf.tensor2d([[2 * Math.log(sd)]]) });

const between = (divergence: Divergence, q: Law, p: Law) =>
  tf.tidy(() => divergence.perUnit(distribution(q), distribution(p)).dataSync()[0] ?? Number.NaN);

/** KL(N(m, s²)‖N(n, t²)) as textbooks have it, in double precision. */
const textbookKl = ([m, s]: Law, [n, t]: Law) =>
  Math.log(t / s) + (s * s + (m - n) ** 2) / (2 * t * t) - 0.5;

const cases = [
  { divergence: reverseKl, exact: (q: Law, p: Law) => textbookKl(q, p) },
  { divergence: forwardKl, exact: (q: Law, p: Law) => textbookKl(p, q) },
  {
    divergence: halfJeffreys,
    exact: (q: Law, p: Law) => (textbookKl(q, p) + textbookKl(p, q)) / 2,
  },
];

// q = N(1, ½²), p = N(0, 1)
test.each([
  [reverseKl, 0.81814718056],
  [forwardKl, 2.80685281944],
  [halfJeffreys, 3.625 / 2],
])("$name of N(1, ½²) from N(0, 1) is %d", (divergence, exact) => {
  expect(between(divergence, [1, 0.5], [0, 1])).toBeCloseTo(exact, 6);
});

describe.each(cases)("$divergence.name", ({ divergence, exact }) => {
  test("has the textbook value for any two normal distributions", () => {
    const mean = fc.double({ min: -3, max: 3, noNaN: true });
    const sd = fc.double({ min: 0.2, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(mean, sd), fc.tuple(mean, sd), (q, p) => {
        const expected = exact(q, p);
        expect(Math.abs(between(divergence, q, p) - expected)).toBeLessThan(
          1e-5 * Math.max(1, expected),
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("is the mean of its log ratio over samples, within four standard errors", () => {
    tf.tidy(() => {
      const [q, p] = [distribution([1, 0.5]), distribution([0, 1])];
      const draws = 200_000;
      const mean = (ratio: tf.Tensor) => {
        const { mean: m, variance } = tf.moments(ratio);
        return [at(m.dataSync(), 0), at(variance.dataSync(), 0) / draws] as const;
      };
      const z = q.sample(rng(1), draws);
      const y = p.sample(rng(2), draws);
      const [reverse, reverseVariance] = mean(q.logProb(z).sub(p.logProb(z)));
      const [forward, forwardVariance] = mean(p.logProb(y).sub(q.logProb(y)));
      const estimates = new Map([
        [reverseKl, [reverse, reverseVariance]],
        [forwardKl, [forward, forwardVariance]],
        [halfJeffreys, [(reverse + forward) / 2, (reverseVariance + forwardVariance) / 4]],
      ]);
      const [estimate = Number.NaN, variance = Number.NaN] = estimates.get(divergence) ?? [];
      const value = between(divergence, [1, 0.5], [0, 1]);
      expect(Math.abs(estimate - value)).toBeLessThan(4 * Math.sqrt(variance));
    });
  });

  test("has the gradient of its closed form", () => {
    tf.tidy(() => {
      const means = [-2, -0.3, 0, 0.7, 1.5];
      const logVariances = [-3, -0.5, 1e-3, 0.4, 2];
      const gradients = tf.grads((mean: tf.Tensor, logVariance: tf.Tensor) =>
        divergence.total({ mean, logVariance }, standardNormal),
      )([tf.tensor1d(means), tf.tensor1d(logVariances)]);
      const h = 1e-5;
      const slope = (m: number, l: number, dm: number, dl: number) =>
        (exact([m + dm, Math.exp((l + dl) / 2)], [0, 1]) -
          exact([m - dm, Math.exp((l - dl) / 2)], [0, 1])) /
        (2 * h);
      const numeric = [
        means.map((m, i) => slope(m, at(logVariances, i), h, 0)),
        means.map((m, i) => slope(m, at(logVariances, i), 0, h)),
      ];
      gradients.forEach((g, i) => {
        expect(g.dataSync()).toBeNear(at(numeric, i), 1e-6);
      });
    });
  });

  test.each([1e-4, -1e-4, 1e-3, -1e-2])(
    "keeps its digits at a log variance of %d, where ½(eˡ − 1 − l) is near ¼l²",
    (l) => {
      tf.tidy(() => {
        const q = { mean: tf.zeros([1]), logVariance: tf.tensor1d([l]) };
        const value = divergence.perUnit(q, standardNormal).dataSync()[0] ?? Number.NaN;
        expect(value).toBeGreaterThan(0);
        expect(Math.abs(value / (0.25 * l * l) - 1)).toBeLessThan(0.01);
        const slope = tf
          .grad((logVariance) => divergence.total({ ...q, logVariance }, standardNormal))(
            q.logVariance,
          )
          .dataSync()[0];
        expect(Math.abs((slope ?? Number.NaN) / (0.5 * l) - 1)).toBeLessThan(0.01);
      });
    },
  );

  test("is zero where q equals p, and never negative", () => {
    tf.tidy(() => {
      expect(between(divergence, [0.4, 1.7], [0.4, 1.7])).toBe(0);
      const logVariance = rng(3)
        .normal([10_000])
        .mul(tf.pow(10, rng(4).uniform([10_000]).mul(-7)));
      const values = divergence.perUnit({ mean: tf.zeros([10_000]), logVariance }, standardNormal);
      expect(values.min().dataSync()[0]).toBeGreaterThanOrEqual(0);
    });
  });
});

test("a total is the sum over units", () => {
  tf.tidy(() => {
    const q = { mean: rng(1).normal([3, 4]), logVariance: rng(2).normal([3, 4]) };
    const perUnit = forwardKl.perUnit(q, standardNormal);
    expect(perUnit.shape).toEqual([3, 4]);
    expect(forwardKl.total(q, standardNormal).dataSync()).toBeNear(perUnit.sum(1).dataSync(), 1e-7);
  });
});
