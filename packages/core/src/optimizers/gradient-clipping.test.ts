import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { clippedByGlobalNorm, withGradientClipping } from "./gradient-clipping.ts";
import type { Optimizer } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

const clipped = (gradients: readonly number[][], maxNorm: number): number[][] =>
  tf.tidy(() => {
    const named = Object.fromEntries(gradients.map((g, i) => [`${i}`, tf.tensor1d(g)]));
    return Object.values(clippedByGlobalNorm(named, maxNorm)).map((g) => [...g.dataSync()]);
  });

// torch.nn.utils.clip_grad_norm_ of PyTorch 2.14.1 in float32
test.each<[string, number[][], number, number[][]]>([
  [
    "half of the norm",
    [[3, 4], [12]],
    6.5,
    [[1.4999998807907104, 1.9999998807907104], [5.999999523162842]],
  ],
  [
    "the norm itself",
    [[3, 4], [12]],
    13,
    [[2.999999761581421, 3.999999761581421], [11.999999046325684]],
  ],
  ["more than the norm", [[3, 4], [12]], 100, [[3, 4], [12]]],
  [
    "a tiny norm, at which the 1e-6 counts",
    [[1e-8, 0], [0]],
    1e-9,
    [[9.90098888292712e-12, 0], [0]],
  ],
  ["no gradient at all", [[0, 0], [0]], 1, [[0, 0], [0]]],
  [
    "a huge norm",
    [[1e15, -2e15], [3e14]],
    1,
    [[0.4432421922683716, -0.8864843845367432], [0.13297267258167267]],
  ],
  [
    "parameters of different sizes",
    [
      [0.1, -0.2, 0.3],
      [5, 6, -7],
    ],
    0.5,
    [
      [0.004764281678944826, -0.009528563357889652, 0.014292845502495766],
      [0.23821407556533813, 0.2858569025993347, -0.3334996998310089],
    ],
  ],
  ["a norm that overflows", [[1e25, -2e25], [3e24]], 1, [[0, -0], [0]]],
  ["an infinite entry", [[Number.POSITIVE_INFINITY, 1], [2]], 1, [[Number.NaN, 0], [0]]],
  ["an entry that is NaN", [[Number.NaN, 1], [2]], 1, [[Number.NaN, Number.NaN], [Number.NaN]]],
])("clips to %s as PyTorch does", (_, gradients, maxNorm, expected) => {
  const found = clipped(gradients, maxNorm);
  expected.flat().forEach((value, i) => {
    const got = found.flat()[i] ?? Number.NaN;
    if (Number.isFinite(value))
      expect(Math.abs(got - value)).toBeLessThanOrEqual(3e-7 * Math.abs(value));
    else expect(got).toBe(value);
  });
});

/** Five steps on Σ (x·w + b − y)² from w = (0.5, −0.3), b = 0.1: w and b after each. */
const stepsOf = (optimizer: Optimizer): number[][] =>
  tf.tidy(() => {
    const x = tf.tensor2d([
      [1, 2],
      [3, -1],
      [0.5, 4],
    ]);
    const y = tf.tensor1d([1, -2, 3]);
    const gradients = tf.grads((w, b) =>
      x.matMul<tf.Tensor>(w.expandDims(1)).squeeze([1]).add(b).sub(y).square().sum(),
    );
    let parameters = {
      w: tf.tensor1d([0.5, -0.3]) as tf.Tensor,
      b: tf.tensor1d([0.1]) as tf.Tensor,
    };
    let state = optimizer.init(parameters);
    return Array.from({ length: 5 }, () => {
      const [w, b] = gradients([parameters.w, parameters.b]) as [tf.Tensor, tf.Tensor];
      const next = optimizer.update({ w, b }, state, parameters);
      parameters = next.parameters as typeof parameters;
      state = next.state;
      return [...numbersOf(parameters.w), ...numbersOf(parameters.b)];
    });
  });

// The same with torch.optim, learning rate 0.1 and clip_grad_norm_([w, b], 1.5) before each step
describe("an optimizer that clips makes PyTorch's steps:", () => {
  test("gradient descent with momentum", () => {
    const found = stepsOf(sgd({ learningRate: 0.1, momentum: 0.9, gradientClipping: 1.5 }));
    expect(found.flat()).toBeNear(
      [
        ...[0.4429114758968353, -0.16142620146274567, 0.10618051886558533],
        ...[0.32957062125205994, 0.09984537214040756, 0.11541701853275299],
        ...[0.1526287943124771, 0.4648895561695099, 0.12044607847929001],
        ...[-0.11641150712966919, 0.8925727605819702, 0.10015018284320831],
        ...[-0.4617869555950165, 1.1890034675598145, 0.018541863188147545],
      ],
      1e-6,
    );
  });

  test("Adam", () => {
    const found = stepsOf(adam({ learningRate: 0.1, gradientClipping: 1.5 }));
    expect(found.flat()).toBeNear(
      [
        ...[0.40000003576278687, -0.20000001788139343, 0.1999998241662979],
        ...[0.2998898923397064, -0.10002800077199936, 0.2976948618888855],
        ...[0.19958378374576569, -0.00011691451072692871, 0.38772544264793396],
        ...[0.09899181872606277, 0.09968425333499908, 0.45698440074920654],
        ...[-0.00196751207113266, 0.19931496679782867, 0.4879715144634247],
      ],
      1e-5,
    );
  });
});

test("a maximum norm above all gradients changes no bit", () => {
  for (const make of [adam, adamw, sgd])
    expect(stepsOf(make({ learningRate: 0.1, gradientClipping: 1e6 }))).toEqual(
      stepsOf(make({ learningRate: 0.1 })),
    );
});

test("the rule includes the maximum norm only if there is one", () => {
  expect(adamw({ gradientClipping: 2 }).rule).toMatchObject({ name: "adamw", gradientClipping: 2 });
  expect(adam().rule).not.toHaveProperty("gradientClipping");
  const { rule: _, ...nameless } = sgd();
  expect(withGradientClipping(nameless, 2)).not.toHaveProperty("rule");
});

test("clipping leaves no tensors", async () => {
  const parameters = { w: tf.tensor1d([3, 4]) };
  const optimizer = sgd({ gradientClipping: 1 });
  await expect(() => {
    const { parameters: next } = optimizer.update(parameters, optimizer.init({}), parameters);
    tf.dispose(next);
  }).toLeakNoTensors();
  parameters.w.dispose();
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a norm of %d is refused", (norm) => {
  expect(() => adam({ gradientClipping: norm })).toThrow(
    `gradientClipping must be a number > 0, got ${norm}`,
  );
});
