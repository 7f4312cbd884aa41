import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { numberOf, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { bernoulliCodes, uniformBernoulli } from "./bernoulli.ts";
import { bernoulliLogMass } from "./bernoulli-log-mass.ts";

const sigmoid = (l: number) => 1 / (1 + Math.exp(-l));
const logSigmoid = (l: number) => Math.min(l, 0) - Math.log1p(Math.exp(-Math.abs(l)));
/** −Σ p log p in double precision. */
const entropy = (l: number) => -sigmoid(l) * logSigmoid(l) - sigmoid(-l) * logSigmoid(-l);

const logits = [
  [0.3, -1.2, 2],
  [-4, 0, 0.7],
];

test("bits fall on 1 with the probability of their logits, within four standard errors", () => {
  tf.tidy(() => {
    const n = 200_000;
    const q = bernoulliCodes(tf.tensor2d(logits));
    const shares = numbersOf(q.sample(rng(1), n).mean(0));
    const mean = numbersOf(q.mean);
    logits.flat().forEach((l, i) => {
      const p = sigmoid(l);
      expect(mean[i]).toBeCloseTo(p, 6);
      expect(Math.abs((shares[i] ?? 0) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    });
  });
});

test("the values of bits are all different, their masses sum to 1, and their mean is the distribution's", () => {
  tf.tidy(() => {
    const q = bernoulliCodes(tf.tensor2d(logits));
    const states = q.states();
    expect(states.shape).toEqual([8, 2, 3]);
    const rows = tf.unstack(states.slice([0, 0, 0], [8, 1, 3])).map(String);
    expect(new Set(rows).size).toBe(8);
    const masses = q.logProb(states).exp();
    expect(numbersOf(masses.sum(0))).toBeNear([1, 1], 1e-6);
    const mean = masses.expandDims(-1).mul(states).sum(0);
    expect(numbersOf(mean)).toBeNear(numbersOf(q.mean), 1e-6);
    const surprise = masses.mul(q.logProb(states)).sum(0).neg();
    expect(numbersOf(q.entropy())).toBeNear(numbersOf(surprise), 1e-5);
  });
});

test("entropy and its gradient are right from −500 to 500, and never NaN", () => {
  fc.assert(
    fc.property(fc.double({ min: -500, max: 500, noNaN: true }), (wide) => {
      const l = Math.fround(wide);
      const [value, slope] = tf.tidy(() => {
        const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => bernoulliCodes(x).entropy())(
          tf.tensor2d([[l]]),
        );
        return [numberOf(value), numberOf(grad)];
      });
      expect(value).toBeCloseTo(entropy(l), 6);
      expect(slope).toBeCloseTo(-l * sigmoid(l) * sigmoid(-l), 6);
    }),
  );
});

test("at logits of ±500 the log mass is finite and its gradient that of a sure bit", () => {
  tf.tidy(() => {
    const z = tf.tensor3d([[[1, 0, 0, 1]]]);
    const { value, grad } = tf.valueAndGrad((l: tf.Tensor) => bernoulliCodes(l).logProb(z).sum())(
      tf.tensor2d([[500, -500, 500, -500]]),
    );
    expect(numberOf(value)).toBe(-1000);
    expect(numbersOf(grad)).toEqual([0, 0, -1, 1]);
  });
});

test("fair bits are the bits with logits 0, and hold no tensor", () => {
  tf.tidy(() => {
    const z = rng(2).uniform([5, 2, 3]).round();
    expect(uniformBernoulli.logits).toBe(0);
    expect(numbersOf(uniformBernoulli.logProb(z))).toBeNear(
      numbersOf(bernoulliCodes(tf.zeros([2, 3])).logProb(z)),
      1e-6,
    );
  });
});

test("more values than can be summed over are refused", () => {
  expect(() => tf.tidy(() => bernoulliCodes(tf.zeros([1, 17])).states())).toThrow(
    "cannot sum over all values of the code: there must be at most 65536 (got 2^17)",
  );
});

test.each([1, 2, 13, 16, 17, 48, 100])("the log mass of %i bits is the sum of each bit's", (n) => {
  const logits = rng(n)
    .normals(n)
    .map((value) => 20 * value);
  const x = rng(n).fold("data").uniforms(n);
  const each = [...logits].map(
    (l, i) => (x[i] ?? 0) * l - Math.max(l, 0) - Math.log1p(Math.exp(-Math.abs(l))),
  );
  const exact = each.reduce((sum, value) => sum + value, 0);
  const found = tf.tidy(
    () => bernoulliLogMass(tf.tensor2d(logits, [1, n]), tf.tensor2d(x, [1, n])).dataSync()[0],
  );
  expect(Math.abs((found ?? 0) - exact)).toBeLessThan(1e-6 * (n + Math.abs(exact)));
});
