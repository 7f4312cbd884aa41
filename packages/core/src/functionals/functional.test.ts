import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { convexCombination } from "./convex-combination.ts";
import type { Functional } from "./functional.ts";
import { logMeanExp } from "./log-mean-exp.ts";
import { mean } from "./mean.ts";
import { ofMeanWeight } from "./of-mean-weight.ts";
import { renyi } from "./renyi.ts";

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const powerMean = (logW: readonly number[], t: number) =>
  Math.log(average(logW.map((l) => Math.exp(t * l)))) / t;

/** Each functional beside its definition in double precision. */
const functionals: [Functional, (logW: readonly number[]) => number][] = [
  [mean, average],
  [logMeanExp, (l) => powerMean(l, 1)],
  [convexCombination(0.3, mean, logMeanExp), (l) => 0.3 * average(l) + 0.7 * powerMean(l, 1)],
  ...[-1, 0, 0.5, 0.999, 2].map((alpha): [Functional, (logW: readonly number[]) => number] => [
    renyi(alpha),
    (l) => powerMean(l, 1 - alpha),
  ]),
  [
    ofMeanWeight({
      name: "−u eᵘ",
      value: (u) => u.mul(u.exp()).neg(),
      slope: (u) => u.add(1).mul(u.exp()).neg(),
      curvature: (u) => u.add(2).mul(u.exp()).neg(),
    }),
    (l) => -powerMean(l, 1) * Math.exp(powerMean(l, 1)),
  ],
];
const rows = functionals.map(([functional, definition]) => ({
  name: functional.name,
  functional,
  definition,
}));

const value = (functional: Functional, logW: readonly number[]) =>
  tf.tidy(() => numberOf(functional.value(tf.tensor2d([...logW], [logW.length, 1]))));

describe.each(rows)("$name", ({ functional, definition }) => {
  const [K, B] = [4, 3];
  const logW = rng(1).normals(K * B);

  test("has the value of its definition in each column", () => {
    tf.tidy(() => {
      const columns = Array.from({ length: B }, (_, b) =>
        definition(Array.from({ length: K }, (_, k) => at(logW, k * B + b))),
      );
      expect(numbersOf(functional.value(tf.tensor2d(logW, [K, B])))).toBeNear(columns, 2e-5);
    });
  });

  test("has slopes and curvatures that are the derivatives of its value", () => {
    tf.tidy(() => {
      const l = tf.tensor2d(logW, [K, B]);
      const slopes = tf.grad((x) => functional.value(x).sum())(l);
      expect(numbersOf(functional.slopes(l))).toBeNear(numbersOf(slopes), 1e-5);
      const rows = Array.from({ length: K }, (_, k) =>
        tf
          .grad((x) => functional.slopes(x.mul(1)).slice([k, 0], [1, B]).sum().add(x.sum().mul(0)))(
            l,
          )
          .slice([k, 0], [1, B]),
      );
      const curvatures = numbersOf(tf.concat(rows, 0));
      const scale = Math.hypot(...numbersOf(functional.slopes(l)));
      numbersOf(functional.curvatures(l)).forEach((found, i) => {
        expect(Math.abs(found - at(curvatures, i))).toBeLessThan(1e-5 * scale);
      });
    });
  });

  test("does not depend on the order of the samples", () => {
    const l = [0.3, -1.2, 2.5, 0.1];
    expect(value(functional, l.toReversed())).toBeCloseTo(value(functional, l), 5);
  });
});

test("with one sample every bound is its log-weight", () => {
  for (const functional of [mean, logMeanExp, renyi(0.5), renyi(3), renyi(-2)])
    expect(value(functional, [-3.25])).toBe(-3.25);
});

test("the bounds stay finite and exact for log-weights as large as ±10000", () => {
  for (const size of [-10_000, 10_000])
    for (const functional of [mean, logMeanExp, renyi(0.5), renyi(2), renyi(-1)])
      expect(value(functional, [size, size])).toBe(size);
  expect(value(logMeanExp, [10_000, -10_000])).toBeCloseTo(10_000 - Math.log(2), 2);
  expect(value(renyi(2), [10_000, -10_000])).toBeCloseTo(-10_000 + Math.log(2), 2);
});

test("near α = 1 the Rényi bound is the mean plus (1 − α)/2 · variance", () => {
  const l = [0.5, -1, 2, 0.25];
  const variance = average(l.map((x) => (x - average(l)) ** 2));
  for (const t of [1e-2, 1e-3, 1e-4, -1e-3]) {
    const found = value(renyi(1 - t), l) - average(l);
    expect(Math.abs(found - (t / 2) * variance)).toBeLessThan(t * t + 1e-6);
  }
});

test("the Rényi bound of given weights decreases in α, between the largest and the smallest weight", () => {
  const weights = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), {
    minLength: 2,
    maxLength: 6,
  });
  const order = fc.double({ min: -4, max: 5, noNaN: true });
  fc.assert(
    fc.property(weights, order, order, (l, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const slack = 1e-4;
      expect(value(renyi(high), l)).toBeLessThanOrEqual(value(renyi(low), l) + slack);
      expect(value(renyi(low), l)).toBeLessThanOrEqual(Math.max(...l) + slack);
      expect(value(renyi(high), l)).toBeGreaterThanOrEqual(Math.min(...l) - slack);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test("an α and a share that are not numbers in range are refused", () => {
  expect(() => renyi(Number.POSITIVE_INFINITY)).toThrow(
    "alpha must be a finite number, got Infinity",
  );
  expect(() => convexCombination(1.5, mean, logMeanExp)).toThrow(
    "share must be in [0, 1], got 1.5",
  );
});
