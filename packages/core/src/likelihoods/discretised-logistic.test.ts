import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { discretisedLogistic, perPixelDiscretisedLogistic } from "./discretised-logistic.ts";

const numbers = (f: () => tf.Tensor) => tf.tidy(() => numbersOf(f()));
const cases = [
  [0.5, -2],
  [0.02, -3],
  [-0.4, -2.5],
  [0.9, -8],
  [1.3, 1],
  [0.5, 8],
] as const;
const grey = Float32Array.from({ length: 256 }, (_, k) => k / 255);
const { logProb, mean, sample } = perPixelDiscretisedLogistic();
const logMasses = (mu: number, logScale: number) =>
  numbers(() =>
    logProb(tf.tile(tf.tensor3d([[[mu, logScale]]]), [1, 256, 1]), tf.tensor2d(grey, [256, 1])),
  );

describe("the discretised logistic likelihood", () => {
  test.each(cases)(
    "with mean %d and log-scale %d sums to 1 over the 256 levels",
    (mu, logScale) => {
      const total = logMasses(mu, logScale).reduce((sum, l) => sum + Math.exp(l), 0);
      expect(total).toBeCloseTo(1, 5);
    },
  );

  test.each(cases)("with mean %d and log-scale %d has the mean of its masses", (mu, logScale) => {
    const exact = logMasses(mu, logScale).reduce((sum, l, k) => sum + (Math.exp(l) * k) / 255, 0);
    expect(
      at(
        numbers(() => mean(tf.tensor3d([[[mu, logScale]]]))),
        0,
      ),
    ).toBeCloseTo(exact, 4);
  });

  // σ(b) − σ(a) in double precision, where that has digits left
  test("is the logistic distribution's mass of each cell, in double precision", () => {
    const sigmoid = (t: number) => 1 / (1 + Math.exp(-t));
    const [mu, scale] = [0.4, Math.exp(-2)];
    const exact = Array.from(grey, (x, k) => {
      const above = k === 255 ? 1 : sigmoid((x + 0.5 / 255 - mu) / scale);
      const below = k === 0 ? 0 : sigmoid((x - 0.5 / 255 - mu) / scale);
      return Math.log(above - below);
    });
    expect(logMasses(mu, -2)).toBeNear(exact, 1e-6);
  });

  test("stays finite, with finite gradients, at means of ±500 and scales of e^±20", () => {
    for (const mu of [-500, 0.5, 500])
      for (const logScale of [-20, 0, 20]) {
        const outputs = tf.tensor3d([[[mu, logScale]]]).tile([1, 3, 1]);
        const x = tf.tensor2d([[0], [128 / 255], [1]]);
        const value = numbersOf(logProb(outputs, x));
        const slopes = numbersOf(tf.grad((o) => logProb(o, x))(outputs));
        tf.dispose([outputs, x]);
        expect([...value, ...slopes].every(Number.isFinite), `${mu}, ${logScale}`).toBe(true);
        expect(value.every((l) => l <= 0)).toBe(true);
      }
  });

  test("draws have its masses' mean and variance, within four standard errors", () => {
    const n = 50_000;
    const [mu, logScale] = [0.1, -2.2];
    const draws = numbers(() =>
      sample(tf.tile(tf.tensor3d([[[mu, logScale]]]), [n, 1, 1]), rng(1)),
    );
    const masses = logMasses(mu, logScale).map(Math.exp);
    const moment = (f: (x: number) => number) =>
      masses.reduce((sum, p, k) => sum + p * f(k / 255), 0);
    const m = moment((x) => x);
    const variance = moment((x) => (x - m) ** 2);
    const average = draws.reduce((sum, x) => sum + x, 0) / n;
    const spread = draws.reduce((sum, x) => sum + (x - m) ** 2, 0) / n;
    expect(Math.abs(average - m)).toBeLessThan(4 * Math.sqrt(variance / n));
    const fourth = moment((x) => (x - m) ** 4);
    expect(Math.abs(spread - variance)).toBeLessThan(4 * Math.sqrt((fourth - variance ** 2) / n));
    const own = discretisedLogistic();
    expect(() => own.requireData("draws", Float32Array.from(draws))).not.toThrow();
  });

  // χ² over the levels that are due at least ten times; its variance is 2 per degree of freedom
  test.each([
    [0.8, -4],
    [0.01, -3.5],
    [0.99, -3.5],
  ])("with mean %d and log-scale %d draws each level as often as its mass says", (mu, logScale) => {
    const n = 50_000;
    const drawn = new Float64Array(256);
    for (const x of numbers(() =>
      sample(tf.tile(tf.tensor3d([[[mu, logScale]]]), [n, 1, 1]), rng(2)),
    ))
      drawn[Math.round(255 * x)] = at(drawn, Math.round(255 * x)) + 1;
    const due = logMasses(mu, logScale).map((l) => n * Math.exp(l));
    const often = due.flatMap((expected, k) => (expected >= 10 ? [k] : []));
    const chiSquare = often.reduce(
      (sum, k) => sum + (at(drawn, k) - at(due, k)) ** 2 / at(due, k),
      0,
    );
    expect(often.length).toBeGreaterThan(30);
    expect(chiSquare - often.length).toBeLessThan(4 * Math.sqrt(2 * often.length));
  });

  test("with one learned scale is that of every pixel having it", () => {
    tf.tidy(() => {
      const learned = discretisedLogistic({ scale: 0.2 });
      const parameters = learned.init(rng(1));
      const means = rng(2).uniform([2, 3, 4]);
      const x = tf.tensor2d(grey.subarray(20, 32), [3, 4]);
      const both = tf.concat([means, tf.fill([2, 3, 4], Math.log(0.2))], -1);
      expect(numbersOf(learned.at(parameters).logProb(means, x))).toBeNear(
        numbersOf(logProb(both, x)),
        1e-6,
      );
    });
  });

  test("refuses what is no grey level", () => {
    const { requireData } = discretisedLogistic();
    expect(() => requireData("data", Float32Array.of(0, 0.3))).toThrow(
      "data[1] must be one of the 256 grey levels in [0, 1], got 0.3",
    );
    expect(() => requireData("data", grey)).not.toThrow();
    expect(() => discretisedLogistic({ levels: 1 })).toThrow("levels must be a whole number ≥ 2");
  });
});

test("the mean over 256 levels takes the memory of a few tensors, not of one for each level", async () => {
  const outputs = tf.zeros([1, 100, 2 * 100]);
  const before = tf.memory().numBytes;
  const { peakBytes } = await tf.profile(() => tf.tidy(() => void mean(outputs)));
  outputs.dispose();
  const bytesOfMeans = 4 * 100 * 100;
  expect((peakBytes - before) / bytesOfMeans).toBeLessThan(12);
});
