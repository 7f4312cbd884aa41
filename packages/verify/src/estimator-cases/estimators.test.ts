import * as tf from "@tensorflow/tfjs";
import type { Estimator } from "@vae-lab/core";
import { type Normal, pathwise, rng } from "@vae-lab/core";
import type {
  BernoulliCodes,
  CategoricalCodes,
  Distribution,
  Point,
} from "@vae-lab/core/distributions";
import { bernoulliCodes, normal } from "@vae-lab/core/distributions";
import {
  gumbelSoftmax,
  measureValued,
  rebar,
  scoreFunction,
  straightThrough,
} from "@vae-lab/core/estimators";
import { describe, expect, expectTypeOf, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { coinRows } from "./coin-rows.ts";
import { normalRows } from "./normal-rows.ts";
import { singleCoinRows } from "./single-coin-rows.ts";

// Means and variances of all of these, exact and measured: laws/table.test.ts and laws/exact.test.ts

const anyNormal = () => normal({ mean: rng(1).normal([3, 2]), logVariance: rng(2).normal([3, 2]) });
const anyCoins = () => bernoulliCodes(rng(1).normal([3, 2]));

/** Whatever f is given, and what the estimator makes of it. */
const observed = <Q>(estimator: Estimator<Q>, q: Q) => {
  const seen: tf.Tensor[] = [];
  const f = (z: tf.Tensor) => {
    seen.push(z);
    return z.add(1).square().sum(-1);
  };
  const value = numbersOf(estimator.expectation(f, q, rng(3)));
  return { value, seen, f };
};

describe.each(normalRows)("of normal codes, $name", ({ estimator }) => {
  test("reports the mean of f over its draws", () => {
    tf.tidy(() => {
      const q = anyNormal();
      const { value, f } = observed(estimator, q);
      expect(value).toEqual(numbersOf(f(q.sample(rng(3), estimator.samples)).mean(0)));
    });
  });
});

describe.each([...coinRows, ...singleCoinRows])("of coins, $name", ({ name, estimator }) => {
  test("reports the mean of f over draws of the kind it stands for", () => {
    tf.tidy(() => {
      const { value, seen, f } = observed(estimator, anyCoins());
      const isValue = (z: tf.Tensor) =>
        z.shape[0] === estimator.samples &&
        numbersOf(f(z).mean(0)).every((v, i) => Math.abs(v - (value[i] ?? 0)) < 1e-5);
      const told = seen.find(isValue);
      expect(told?.shape).toEqual([estimator.samples, 3, 2]);
      const isHard = numbersOf(told ?? tf.scalar(0.5)).every((z) => z === 0 || z === 1);
      expect(isHard).toBe(!name.startsWith("Concrete"));
    });
  });
});

/** The gradient in a of E (a·Σz²), and the mean of Σz² that it should be. */
const ofOwnParameter = <Q>(estimator: Estimator<Q>, q: Q): [number, number] => {
  const [gradient, value] = tf.tidy(() => {
    const f = (a: tf.Tensor) => (z: tf.Tensor) => z.square().sum(-1).mul(a);
    const { value, grad } = tf.valueAndGrad((a: tf.Tensor) =>
      estimator.expectation(f(a), q, rng(3)).sum(),
    )(tf.scalar(0.7));
    return [numbersOf(grad), numbersOf(value)];
  });
  return [gradient?.[0] ?? Number.NaN, (value?.[0] ?? Number.NaN) / 0.7];
};

test.each(normalRows)("$name gives f's own parameters the mean of ∇f over the draws", (row) => {
  tf.tidy(() => {
    const [gradient, expected] = ofOwnParameter(row.estimator, anyNormal());
    expect(gradient).toBeCloseTo(expected, 4);
  });
});

test.each([...coinRows, ...singleCoinRows])(
  "$name gives f's own parameters the mean of ∇f over its codes, and no more",
  (row) => {
    tf.tidy(() => {
      const [gradient, expected] = ofOwnParameter(row.estimator, anyCoins());
      expect(gradient).toBeCloseTo(expected, 4);
    });
  },
);

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

test.each([
  ["score function", scoreFunction()],
  ["straight-through", straightThrough()],
  ["measure-valued", measureValued()],
  ["Concrete", gumbelSoftmax({ temperature: 0.05 })],
  ["straight-through Concrete", gumbelSoftmax({ temperature: 0.05, straightThrough: true })],
  ["REBAR", rebar({ temperature: 0.05 })],
] as const)("%s stays finite at logits of ±500", (_, estimator) => {
  const found = tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((l: tf.Tensor) =>
      estimator.expectation((z) => z.square().sum(-1), bernoulliCodes(l), rng(1)).sum(),
    )(tf.tensor2d([[500, -500, 20, -20, 0]]));
    return [...numbersOf(value), ...numbersOf(grad)];
  });
  expect(found.every(Number.isFinite)).toBe(true);
});

test("which laws an estimator takes is a matter of types", () => {
  const path = pathwise();
  const score = scoreFunction();
  expectTypeOf(path).toExtend<Estimator<Normal>>();
  expectTypeOf(path).toExtend<Estimator<Point>>();
  expectTypeOf(path).not.toExtend<Estimator<Distribution>>();
  expectTypeOf(path).not.toExtend<Estimator<BernoulliCodes>>();
  expectTypeOf(score).toExtend<Estimator<Normal>>();
  expectTypeOf(score).not.toExtend<Estimator<Point>>();
  for (const discrete of [rebar(), gumbelSoftmax(), straightThrough()]) {
    expectTypeOf(discrete).toExtend<Estimator<BernoulliCodes>>();
    expectTypeOf(discrete).toExtend<Estimator<CategoricalCodes>>();
    expectTypeOf(discrete).not.toExtend<Estimator<Normal>>();
  }
  expectTypeOf(measureValued()).toExtend<Estimator<Normal>>();
  expectTypeOf(measureValued()).toExtend<Estimator<CategoricalCodes>>();
  expectTypeOf(measureValued()).not.toExtend<Estimator<Point>>();
  expect([path.samples, score.samples]).toEqual([1, 1]);
});

test("options that make no sense are refused with the rule", () => {
  const count = "samples must be a whole number ≥ 1, got 0";
  for (const make of [pathwise, measureValued, straightThrough, gumbelSoftmax, rebar])
    expect(() => make({ samples: 0 })).toThrow(count);
  expect(() => scoreFunction({ samples: 1.5 })).toThrow(
    "samples must be a whole number ≥ 1, got 1.5",
  );
  expect(() => scoreFunction({ samples: 1, baseline: "leave-one-out" })).toThrow(
    "samples of the leave-one-out baseline must be a whole number ≥ 2, got 1",
  );
  for (const make of [gumbelSoftmax, rebar])
    expect(() => make({ temperature: 0 })).toThrow("temperature must be a number > 0, got 0");
  expect(() => rebar({ scale: -1 })).toThrow("scale must be ≥ 0, got -1");
});
