import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { bernoulliCodes } from "./bernoulli.ts";
import { categoricalCodes, uniformCategorical } from "./categorical.ts";

const classes = 3;
const logits = [
  [0.3, -1.2, 2, 0, 0, 0.5],
  [-4, 0, 0.7, 3, 2, 1],
];
const distribution = () => categoricalCodes({ logits: tf.tensor2d(logits), classes });

const softmax = (row: readonly number[]) => {
  const masses = row.map(Math.exp);
  const total = masses.reduce((sum, m) => sum + m, 0);
  return masses.map((m) => m / total);
};
const masses = logits.flatMap((row) => [...softmax(row.slice(0, 3)), ...softmax(row.slice(3))]);

test("draws are one-hot in each unit, with the masses of the logits within four standard errors", () => {
  tf.tidy(() => {
    const n = 200_000;
    const z = distribution().sample(rng(1), n);
    const sums = z.reshape([n, 2, 2, classes]).sum(-1);
    expect(numberOf(tf.all(sums.equal(1)))).toBe(1);
    expect(numberOf(tf.all(z.mul(z.sub(1)).equal(0)))).toBe(1);
    numbersOf(z.mean(0)).forEach((share, i) => {
      const p = at(masses, i);
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    });
    expect(numbersOf(distribution().mean)).toBeNear(masses, 1e-6);
  });
});

test("over all values masses sum to 1, and the mean and the entropy are the distribution's", () => {
  tf.tidy(() => {
    const q = distribution();
    const states = q.states();
    expect(states.shape).toEqual([9, 2, 6]);
    const weights = q.logProb(states).exp();
    expect(numbersOf(weights.sum(0))).toBeNear([1, 1], 1e-6);
    expect(numbersOf(weights.expandDims(-1).mul(states).sum(0))).toBeNear(masses, 1e-6);
    const surprise = weights.mul(q.logProb(states)).sum(0).neg();
    expect(numbersOf(q.entropy())).toBeNear(numbersOf(surprise), 1e-5);
  });
});

test("two classes are a bit whose logit is the difference", () => {
  tf.tidy(() => {
    const [l0, l1] = [rng(1).normal([4, 1]), rng(2).normal([4, 1])];
    const pair = categoricalCodes({ logits: tf.concat([l0, l1], -1), classes: 2 });
    const bit = bernoulliCodes(l1.sub(l0));
    expect(numbersOf(pair.entropy())).toBeNear(numbersOf(bit.entropy()), 1e-5);
    const heads = tf.tile(tf.tensor3d([[[0, 1]]]), [1, 4, 1]);
    expect(numbersOf(pair.logProb(heads))).toBeNear(
      numbersOf(bit.logProb(tf.ones([1, 4, 1]))),
      1e-6,
    );
  });
});

test("at logits of ±500 values and gradients are finite and those of a sure class", () => {
  tf.tidy(() => {
    const extreme = tf.tensor2d([[500, -500, 0]]);
    const z = tf.tensor3d([[[0, 1, 0]]]);
    const of = (f: (q: ReturnType<typeof distribution>) => tf.Tensor) => {
      const { value, grad } = tf.valueAndGrad((l: tf.Tensor) =>
        f(categoricalCodes({ logits: l, classes })).sum(),
      )(extreme);
      return [...numbersOf(value), ...numbersOf(grad)];
    };
    expect(of((q) => q.logProb(z))).toEqual([-1000, -1, 1, 0]);
    expect(of((q) => q.entropy())).toBeNear([0, 0, 0, 0], 1e-6);
  });
});

test("the uniform distribution has equal logits, and holds no tensor", () => {
  tf.tidy(() => {
    const z = distribution().sample(rng(3), 4);
    const equal = categoricalCodes({ logits: tf.zeros([2, 6]), classes });
    expect(numbersOf(uniformCategorical(3).logProb(z))).toBeNear(numbersOf(equal.logProb(z)), 1e-6);
  });
});

test("sizes that are not whole groups of two classes or more are refused", () => {
  const of = (K: number, C: number) => () =>
    tf.tidy(() => categoricalCodes({ logits: tf.zeros([1, K]), classes: C }).logits);
  expect(of(6, 1)).toThrow("classes must be a whole number ≥ 2, got 1");
  expect(of(7, 3)).toThrow("logits must have a whole number of groups of 3, got [1,7]");
});
