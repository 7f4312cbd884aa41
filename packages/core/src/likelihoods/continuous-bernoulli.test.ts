import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { continuousBernoulli } from "./continuous-bernoulli.ts";

const { logProb, mean, sample, measureOf, requireData } = continuousBernoulli();
const numbers = (f: () => tf.Tensor) => tf.tidy(() => numbersOf(f()));

// As the paper has it, in double precision: log C(λ) = log(2 artanh(1 − 2λ) / (1 − 2λ)), λ = σ(η)
const logDensity = (x: number, eta: number): number => {
  if (eta === 0) return 0;
  const h = Math.abs(eta) / 2;
  // artanh(1 − 2λ) = h and 1 − 2λ = tanh h; log λ(1 − λ) = −2 log(2 cosh h)
  const logC = Math.log(2 * h) - Math.log(Math.tanh(h));
  const logCosh = h + Math.log1p(Math.exp(-2 * h)) - Math.LN2;
  return (x - 0.5) * eta - Math.LN2 - logCosh + logC;
};
const exactMean = (eta: number): number => {
  const h = Math.abs(eta) / 2;
  const langevin = h < 0.01 ? h / 3 - h ** 3 / 45 : 1 / Math.tanh(h) - 1 / h;
  return 0.5 + (Math.sign(eta) * langevin) / 2;
};
const logits = [
  -500, -40, -7, -2, -1.01, -0.99, -0.3, -1e-3, 0, 1e-6, 0.1, 0.999, 1.001, 3, 25, 500,
];
const columns = logits.map((l) => [l]);

describe("the continuous Bernoulli likelihood", () => {
  test.each([0, 0.3, 1])(
    "of x = %d is the paper's, to four roundings of 1 or of the logit",
    (x) => {
      const found = numbers(() => logProb(tf.tensor3d([columns]), tf.fill([logits.length, 1], x)));
      logits.forEach((eta, i) => {
        const exact = logDensity(Math.fround(x), Math.fround(eta));
        const rounding = 2 ** -24 * Math.max(1, Math.abs(eta));
        expect(Math.abs(at(found, i) - exact), `η = ${eta}`).toBeLessThanOrEqual(4 * rounding);
      });
    },
  );

  test.each([0, 0.3, 1])("has the gradient x − E x, x = %d, to four roundings of 1", (x) => {
    const data = tf.fill([logits.length, 1], x);
    const found = numbers(() => tf.grad((l) => logProb(l, data))(tf.tensor3d([columns])));
    data.dispose();
    logits.forEach((eta, i) => {
      const exact = Math.fround(x) - exactMean(Math.fround(eta));
      expect(Math.abs(at(found, i) - exact), `η = ${eta}`).toBeLessThanOrEqual(4 * 2 ** -24);
    });
  });

  test("integrates to 1 near λ = ½ and far from it", () => {
    const cells = 2000;
    for (const eta of [-20, -1.2, 0, 1e-4, 0.8, 9]) {
      const x = Float32Array.from({ length: cells }, (_, i) => (i + 0.5) / cells);
      const density = numbers(() =>
        logProb(tf.fill([1, cells, 1], eta), tf.tensor2d(x, [cells, 1])).exp(),
      );
      expect(density.reduce((sum, p) => sum + p, 0) / cells).toBeCloseTo(1, 4);
    }
  });

  test("draws have its mean, within four standard errors, and stay in [0, 1]", () => {
    const n = 20_000;
    const draws = numbers(() => sample(tf.tensor3d([[logits]]).tile([n, 1, 1]), rng(1)));
    expect(draws.every((x) => x >= 0 && x <= 1)).toBe(true);
    const means = numbers(() => mean(tf.tensor1d(logits)));
    logits.forEach((eta, d) => {
      const own = draws.filter((_, i) => i % logits.length === d);
      const average = own.reduce((sum, x) => sum + x, 0) / n;
      const variance = own.reduce((sum, x) => sum + (x - average) ** 2, 0) / n;
      expect(at(means, d)).toBeCloseTo(exactMean(eta), 6);
      expect(Math.abs(average - exactMean(eta)), `η = ${eta}`).toBeLessThan(
        4 * Math.sqrt(variance / n) + 1e-6,
      );
    });
  });

  test("is a density of grey values, and of nothing outside [0, 1]", () => {
    expect(measureOf(Float32Array.of(0, 0.5)).kind).toBe("lebesgue");
    expect(() => requireData("data", Float32Array.of(2))).toThrow(
      "data[0] must be in [0, 1], got 2",
    );
  });
});
