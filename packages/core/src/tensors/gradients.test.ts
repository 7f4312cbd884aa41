import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import {
  gradientOnly,
  throughDraws,
  withGradient,
  withoutGradient,
  withValue,
} from "./gradients.ts";

const evaluate = (f: (x: tf.Tensor) => tf.Tensor) =>
  tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad(f)(tf.tensor1d([3, -2]));
    return { value: [...value.dataSync()], gradient: [...grad.dataSync()] };
  });

test("withGradient has the value of one function and the gradient of another", () => {
  const f = (x: tf.Tensor) =>
    withGradient(
      [x],
      () => ({ value: x.square(), saved: [x] }),
      (dy, [saved]) => [saved.mul(dy).mul(10)],
    ).sum();
  expect(evaluate(f)).toEqual({ value: [13], gradient: [30, -20] });
});

test("withoutGradient makes a value constant", () => {
  expect(evaluate((x) => x.mul(withoutGradient(() => x.mul(5))).sum())).toEqual({
    value: [65],
    gradient: [15, -10],
  });
});

test("gradientOnly is zero with a gradient", () => {
  expect(evaluate((x) => gradientOnly(x.square()).add(7).sum())).toEqual({
    value: [14],
    gradient: [6, -4],
  });
});

test("withValue has the value of one tensor and the gradient of the other", () => {
  expect(evaluate((x) => withValue(x.mul(3), x.square()).sum())).toEqual({
    value: [13],
    gradient: [3, 3],
  });
});

test("throughDraws passes the gradient of f to its samples only", () => {
  const found = tf.tidy(() => {
    const { value, grads } = tf.valueAndGrads((a: tf.Tensor, z: tf.Tensor) =>
      throughDraws((draws) => draws.square().mul(a).sum(-1), z.mul(2))
        .mul(5)
        .sum()
        .add(a),
    )([tf.scalar(3), tf.tensor3d([[[1, -2]]])]);
    return [value, ...grads].map((tensor) => [...tensor.dataSync()]);
  });
  // 5a Σ(2z)² + a, of which the first a is held
  expect(found).toEqual([[303], [1], [120, -240]]);
});
