import * as tf from "@tensorflow/tfjs";
import { expect, expectTypeOf, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { type BernoulliCodes, bernoulliCodes } from "../distributions/bernoulli.ts";
import type { CategoricalCodes } from "../distributions/categorical.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { type Normal, normal } from "../distributions/normal.ts";
import type { Point } from "../distributions/point.ts";
import { rng } from "../random/rng.ts";
import type { Estimator } from "./estimator.ts";
import { gumbelSoftmax } from "./gumbel-softmax.ts";
import { measureValued } from "./measure-valued.ts";
import { pathwise } from "./pathwise.ts";
import { rebar } from "./rebar.ts";
import { scoreFunction } from "./score-function.ts";
import { straightThrough } from "./straight-through.ts";

test("the leave-one-out baseline removes all gradient noise of a constant f", () => {
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
] as const)("%s has finite values and gradients at logits of ±500", (_, estimator) => {
  const found = tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((l: tf.Tensor) =>
      estimator.expectation((z) => z.square().sum(-1), bernoulliCodes(l), rng(1)).sum(),
    )(tf.tensor2d([[500, -500, 20, -20, 0]]));
    return [...numbersOf(value), ...numbersOf(grad)];
  });
  expect(found.every(Number.isFinite)).toBe(true);
});

test("the types say which distributions an estimator accepts", () => {
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

test("invalid options are refused with the rule", () => {
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
