import * as tf from "@tensorflow/tfjs";
import { describe, expect, expectTypeOf, test } from "vitest";
import { at } from "../../test/at.ts";
import { bernoulliCodes } from "../distributions/bernoulli.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { type Normal, normal } from "../distributions/normal.ts";
import type { Point } from "../distributions/point.ts";
import { rng } from "../random.ts";
import type { Estimator } from "./estimator.ts";
import { pathwise } from "./pathwise.ts";
import { scoreFunction } from "./score-function.ts";

/*
 * f(z) = (z − k)², z ~ N(μ, σ²), δ = μ − k: everything about the estimators of ∇E f is known. With
 * s the score and S draws the leave-one-out estimate is the sample covariance of f and s, whose
 * variance is μ₂₂/S − (S − 2)/(S(S − 1)) μ₁₁² + μ₂₀μ₀₂/(S(S − 1)).
 */
interface Exact {
  readonly mean: number;
  readonly variance: number;
}
type Quadratic = (delta: number, sigma: number, S: number) => { mu: Exact; sigma: Exact };

const looVariance = (m22: number, m11: number, m20: number, m02: number, S: number) =>
  m22 / S - ((S - 2) / (S * (S - 1))) * m11 ** 2 + (m20 * m02) / (S * (S - 1));

const pathwiseExact: Quadratic = (d, s, S) => ({
  mu: { mean: 2 * d, variance: (4 * s ** 2) / S },
  sigma: { mean: 2 * s, variance: (4 * d ** 2 + 8 * s ** 2) / S },
});
const scoreExact: Quadratic = (d, s, S) => ({
  mu: { mean: 2 * d, variance: (d ** 4 / s ** 2 + 14 * d ** 2 + 15 * s ** 2) / S },
  sigma: { mean: 2 * s, variance: ((2 * d ** 4) / s ** 2 + 60 * d ** 2 + 74 * s ** 2) / S },
});
const leaveOneOutExact: Quadratic = (d, s, S) => {
  const varianceOfF = 4 * d ** 2 * s ** 2 + 2 * s ** 4;
  return {
    mu: {
      mean: 2 * d,
      variance: looVariance(12 * d ** 2 + 10 * s ** 2, 2 * d, varianceOfF, 1 / s ** 2, S),
    },
    sigma: {
      mean: 2 * s,
      variance: looVariance(40 * d ** 2 + 60 * s ** 2, 2 * s, varianceOfF, 2 / s ** 2, S),
    },
  };
};

const estimators: { name: string; estimator: Estimator<Normal>; exact: Quadratic }[] = [
  { name: "pathwise, S = 1", estimator: pathwise(), exact: pathwiseExact },
  { name: "pathwise, S = 4", estimator: pathwise({ samples: 4 }), exact: pathwiseExact },
  { name: "score function, S = 1", estimator: scoreFunction(), exact: scoreExact },
  { name: "score function, S = 4", estimator: scoreFunction({ samples: 4 }), exact: scoreExact },
  ...[2, 4].map((samples) => ({
    name: `leave-one-out, S = ${samples}`,
    estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
    exact: leaveOneOutExact,
  })),
];
const targets = [
  { k: 0, sigma: 1 },
  { k: -3, sigma: 1 },
  { k: 0.5, sigma: 0.6 },
];
const mu = 1;
const rows = 100_000;

/** One independent estimate of (d/dμ, d/dσ) per row. */
const estimates = (estimator: Estimator<Normal>, k: number, sigma: number) =>
  tf.tidy(() => {
    const gradients = tf.grads((mean: tf.Tensor, logVariance: tf.Tensor) => {
      const q = normal({ mean, logVariance });
      return estimator.expectation((z) => z.sub(k).square().sum(-1), q, rng(11)).sum();
    })([tf.fill([rows, 1], mu), tf.fill([rows, 1], 2 * Math.log(sigma))]);
    // d/dσ = d/d(log σ²) · 2/σ
    return [
      at(gradients, 0).dataSync(),
      at(gradients, 1)
        .mul(2 / sigma)
        .dataSync(),
    ] as const;
  });

const moments = (values: ArrayLike<number>) => {
  const all = Array.from(values);
  const mean = all.reduce((sum, v) => sum + v, 0) / all.length;
  const central = (k: number) => all.reduce((sum, v) => sum + (v - mean) ** k, 0) / all.length;
  const variance = central(2);
  return {
    mean,
    variance,
    errorOfMean: Math.sqrt(variance / all.length),
    errorOfVariance: Math.sqrt((central(4) - variance ** 2) / all.length),
  };
};

describe.each(estimators)("$name, on a quadratic", ({ estimator, exact }) => {
  test.each(targets)("is unbiased, with its exact variance, at k = $k, σ = $sigma", (target) => {
    const { k, sigma } = target;
    const [byMu, bySigma] = estimates(estimator, k, sigma);
    const theory = exact(mu - k, sigma, estimator.samples);
    for (const [values, expected] of [
      [byMu, theory.mu],
      [bySigma, theory.sigma],
    ] as const) {
      const found = moments(values);
      expect(Math.abs(found.mean - expected.mean)).toBeLessThan(4 * found.errorOfMean);
      expect(Math.abs(found.variance - expected.variance)).toBeLessThan(4 * found.errorOfVariance);
    }
  });
});

test("the formulas above give the published variances at μ = σ = 1, k = 0 and k = −3", () => {
  const variances = (exact: Quadratic, delta: number, S: number) => {
    const { mu: m, sigma: s } = exact(delta, 1, S);
    return [m.variance, s.variance];
  };
  expect(variances(scoreExact, 1, 1)).toEqual([30, 136]);
  expect(variances(pathwiseExact, 1, 1)).toEqual([4, 12]);
  expect(variances(scoreExact, 4, 1)).toEqual([495, 1546]);
  expect(variances(pathwiseExact, 4, 1)).toEqual([4, 72]);
  // Two draws leave the variance that the best constant baseline leaves with one
  expect(variances(leaveOneOutExact, 1, 2)[0]).toBeCloseTo(14, 10);
  expect(variances(leaveOneOutExact, 4, 2)[0]).toBeCloseTo(134, 10);
});

test.each(estimators)("$name reports the mean of f over its draws", ({ estimator }) => {
  tf.tidy(() => {
    const q = normal({ mean: rng(1).normal([3, 2]), logVariance: rng(2).normal([3, 2]) });
    const f = (z: tf.Tensor) => z.square().sum(-1);
    const expected = f(q.sample(rng(3), estimator.samples)).mean(0);
    const value = estimator.expectation(f, q, rng(3));
    expect(value.dataSync()).toEqual(expected.dataSync());
  });
});

test.each(estimators)("$name gives f's own parameters the mean of ∇f over the draws", (row) => {
  tf.tidy(() => {
    const q = normal({ mean: rng(1).normal([3, 2]), logVariance: rng(2).normal([3, 2]) });
    const z = q.sample(rng(3), row.estimator.samples);
    const scale = tf.scalar(0.7);
    const gradient = tf.grad((a) =>
      row.estimator.expectation((draws) => draws.mul(a).square().sum(-1), q, rng(3)).sum(),
    )(scale);
    const expected = z
      .square()
      .sum(-1)
      .mean(0)
      .sum()
      .mul(2 * 0.7);
    expect(gradient.dataSync()).toBeNear(expected.dataSync(), 1e-5);
  });
});

test.each(estimators)("$name has a zero gradient, on average, where f is constant", (row) => {
  const gradients = tf.tidy(() =>
    tf
      .grad((mean) => {
        const q = normal({ mean, logVariance: tf.zeros([rows, 1]) });
        const constant = (z: tf.Tensor) => z.mul(0).sum(-1).add(5);
        return row.estimator.expectation(constant, q, rng(4)).sum();
      })(tf.zeros([rows, 1]))
      .dataSync(),
  );
  const { mean, errorOfMean } = moments(gradients);
  expect(Math.abs(mean)).toBeLessThanOrEqual(4 * errorOfMean);
});

test("with the leave-one-out baseline a constant f has no gradient noise at all", () => {
  const gradient = tf.tidy(() =>
    tf
      .grad((mean) =>
        scoreFunction({ samples: 3, baseline: "leave-one-out" })
          .expectation(
            (z) => tf.onesLike(z).sum(-1).mul(8),
            normal({ mean, logVariance: tf.zeros([4, 2]) }),
            rng(1),
          )
          .sum(),
      )(tf.zeros([4, 2]))
      .dataSync(),
  );
  expect(gradient.every((g) => g === 0)).toBe(true);
});

describe.each([0.1, 0.45, 0.8])("of a coin that falls on 1 with probability %d", (theta) => {
  test.each([
    { name: "score function", estimator: scoreFunction() },
    {
      name: "leave-one-out",
      estimator: scoreFunction({ samples: 3, baseline: "leave-one-out" }),
    },
  ])("the $name has the gradient (1 − 2t) θ(1 − θ) of E(b − t)² in the logit", (row) => {
    const t = 0.3;
    const gradients = tf.tidy(() =>
      tf
        .grad((logits) =>
          row.estimator
            .expectation((b) => b.sub(t).square().sum(-1), bernoulliCodes(logits), rng(5))
            .sum(),
        )(tf.fill([rows, 1], Math.log(theta / (1 - theta))))
        .dataSync(),
    );
    const { mean, errorOfMean } = moments(gradients);
    const exact = (1 - 2 * t) * theta * (1 - theta);
    expect(Math.abs(mean - exact)).toBeLessThan(4 * errorOfMean);
  });
});

test("which laws an estimator takes is a matter of types", () => {
  const path = pathwise();
  const score = scoreFunction();
  expectTypeOf(path).toExtend<Estimator<Normal>>();
  expectTypeOf(path).toExtend<Estimator<Point>>();
  expectTypeOf(path).not.toExtend<Estimator<Distribution>>();
  expectTypeOf(score).toExtend<Estimator<Normal>>();
  expectTypeOf(score).not.toExtend<Estimator<Point>>();
  expect([path.samples, score.samples]).toEqual([1, 1]);
});

test("sample counts that make no sense are refused with the rule", () => {
  expect(() => pathwise({ samples: 0 })).toThrow("samples must be a whole number ≥ 1, got 0");
  expect(() => scoreFunction({ samples: 1.5 })).toThrow(
    "samples must be a whole number ≥ 1, got 1.5",
  );
  expect(() => scoreFunction({ samples: 1, baseline: "leave-one-out" })).toThrow(
    "samples of the leave-one-out baseline must be a whole number ≥ 2, got 1",
  );
});
