import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { imqMmd, rbfMmd } from "../exact/normal-mmd.ts";
import { integral } from "../exact/quadrature.ts";
import { logDensity } from "../exact/univariate-normal.ts";
import { rng } from "../random/rng.ts";
import { aggregateKl } from "./aggregate-kl.ts";
import type { AggregateRegulariser } from "./aggregate-regulariser.ts";
import { inverseMultiquadric, rbf } from "./kernels.ts";
import { mmd, squaredMmd } from "./mmd.ts";

const numberOf = (tensor: tf.Tensor) => tensor.dataSync()[0] ?? Number.NaN;

const repeated = (
  regulariser: AggregateRegulariser,
  means: number[][],
  logVariances: number[][],
  times: number,
) =>
  tf.tidy(() => {
    const q = normal({ mean: tf.tensor2d(means), logVariance: tf.tensor2d(logVariances) });
    const values = Array.from({ length: times }, (_, i) =>
      numberOf(regulariser.estimate(q, standardNormal, rng(1).fold("repeat", i))),
    );
    const mean = values.reduce((sum, v) => sum + v, 0) / times;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / times;
    return { mean, error: Math.sqrt(variance / times), least: Math.min(...values) };
  });

const distribution = [
  { mean: 0.7, logVariance: -0.5 },
  { mean: -0.2, logVariance: 0.3 },
];
const standard = [0, 1].map(() => ({ mean: 0, logVariance: 0 }));
const rowsOf = (n: number, f: (unit: (typeof distribution)[number]) => number) =>
  Array.from({ length: n }, () => distribution.map(f));

test.each([
  ["RBF", rbf({ bandwidth: 1.3 }), rbfMmd(1.3)],
  ["inverse multiquadric", inverseMultiquadric(), imqMmd(4)],
])("%s MMD² has the exact mean, within four standard errors, and may be negative", (...row) => {
  const [, kernel, exact] = row;
  const far = repeated(
    mmd({ kernel }),
    rowsOf(16, (u) => u.mean),
    rowsOf(16, (u) => u.logVariance),
    120,
  );
  expect(Math.abs(far.mean - exact(distribution, standard))).toBeLessThan(4 * far.error);
  const same = repeated(
    mmd({ kernel }),
    rowsOf(16, () => 0),
    rowsOf(16, () => 0),
    120,
  );
  expect(Math.abs(same.mean)).toBeLessThan(4 * same.error);
  expect(same.least).toBeLessThan(0);
});

test("MMD² of given codes is the sum over their pairs", () => {
  const [z, y] = [
    [0.5, -1, 2],
    [0.1, 0.4, -0.3],
  ];
  const k = (a: number, b: number) => Math.exp(-((a - b) ** 2) / 2 / 0.49);
  const pairs = (a: number[], b: number[], own: boolean) =>
    a
      .flatMap((s, i) => b.filter((_, j) => own || i !== j).map((t) => k(s, t)))
      .reduce((x, t) => x + t, 0);
  const expected = pairs(z, z, false) / 6 + pairs(y, y, false) / 6 - (2 * pairs(z, y, true)) / 9;
  const found = tf.tidy(() =>
    numberOf(squaredMmd(tf.tensor2d(z, [3, 1]), tf.tensor2d(y, [3, 1]), rbf({ bandwidth: 0.7 }))),
  );
  expect(found).toBeCloseTo(expected, 6);
});

test("the gradient of MMD² is that of its pairs, and finite where two codes are one", () => {
  tf.tidy(() => {
    const y = tf.tensor2d([0.1, 0.4, -0.3], [3, 1]);
    const f = (z: tf.Tensor) => squaredMmd(z, y, rbf({ bandwidth: 0.7 }));
    const [first = Number.NaN] = numbersOf(tf.grad(f)(tf.tensor2d([0.5, -1, 2], [3, 1])));
    const h = 1e-2;
    const at = (a: number) => numberOf(f(tf.tensor2d([a, -1, 2], [3, 1])));
    expect(first).toBeCloseTo((at(0.5 + h) - at(0.5 - h)) / (2 * h), 3);
    expect(numbersOf(tf.grad(f)(tf.ones([3, 1]))).every(Number.isFinite)).toBe(true);
  });
});

const mixture = [
  { mean: -2, logVariance: -1 },
  { mean: 0.4, logVariance: 0.2 },
  { mean: 1.5, logVariance: -2 },
];
const p = { mean: 0, logVariance: 0 };

test("aggregate KL is that of the minibatch's own mixture, within four standard errors", () => {
  const density = (z: number) =>
    mixture.reduce((sum, unit) => sum + Math.exp(logDensity(unit, z)), 0) / mixture.length;
  const exact = integral(
    (z) => (density(z) === 0 ? 0 : density(z) * (Math.log(density(z)) - logDensity(p, z))),
    { breaks: [-9, -5, -3, -2, -1, 0, 1, 1.5, 2, 3, 6, 9] },
  );
  const { mean, error } = repeated(
    aggregateKl,
    mixture.map((unit) => [unit.mean]),
    mixture.map((unit) => [unit.logVariance]),
    400,
  );
  expect(Math.abs(mean - exact)).toBeLessThan(4 * error);
  // What it leaves of the rate is the information of a code on its example: between 0 and log B
  const rate =
    mixture.reduce((sum, { mean: m, logVariance: l }) => sum + (Math.expm1(l) - l + m * m) / 2, 0) /
    3;
  expect(rate - exact).toBeGreaterThan(0);
  expect(rate - exact).toBeLessThan(Math.log(3));
});

test("aggregate KL is the mean over draws of the log of their mean density over examples", () => {
  const [found, draws] = tf.tidy(() => {
    const q = normal({
      mean: tf.tensor2d(mixture.map(({ mean }) => [mean])),
      logVariance: tf.tensor2d(mixture.map(({ logVariance }) => [logVariance])),
    });
    return [
      numberOf(aggregateKl.estimate(q, standardNormal, rng(4))),
      numbersOf(q.reparameterizedSample(rng(4), 1)),
    ];
  });
  const terms = draws.map(
    (z) =>
      Math.log(mixture.reduce((sum, unit) => sum + Math.exp(logDensity(unit, z)), 0) / 3) -
      logDensity(p, z),
  );
  expect(found).toBeCloseTo(terms.reduce((sum, term) => sum + term, 0) / 3, 5);
});

test("aggregate KL of one example is its rate", () => {
  const { mean, error } = repeated(aggregateKl, [[0.7, -0.2]], [[-0.5, 0.3]], 150);
  const rate = tf.tidy(() =>
    numberOf(
      reverseKl.total(
        { mean: tf.tensor2d([[0.7, -0.2]]), logVariance: tf.tensor2d([[-0.5, 0.3]]) },
        standardNormal,
      ),
    ),
  );
  expect(Math.abs(mean - rate)).toBeLessThan(4 * error);
});

test("aggregates do not see what the stability condition is about: codes may match the prior and say all", () => {
  // q(z|x) = N(±0.8, 0.6²) has the prior's two moments at a rate of its own
  const means = Array.from({ length: 40 }, (_, i) => [i % 2 ? 0.8 : -0.8]);
  const logVariances = means.map(() => [2 * Math.log(0.6)]);
  const { mean } = repeated(mmd({ kernel: rbf({ bandwidth: 1 }) }), means, logVariances, 60);
  expect(Math.abs(mean)).toBeLessThan(0.01);
  const rate = (0.36 - 1 - Math.log(0.36) + 0.64) / 2;
  expect(rate).toBeGreaterThan(0.5);
});

test("a minibatch of one has no pairs, and kernels without a width are refused", () => {
  expect(() => repeated(mmd(), [[0]], [[0]], 1)).toThrow("2 or more codes to compare, got 1");
  expect(() => rbf({ bandwidth: 0 })).toThrow("bandwidth must be a number > 0, got 0");
  expect(() => inverseMultiquadric({ scale: -1 })).toThrow("scale must be a number > 0, got -1");
});
