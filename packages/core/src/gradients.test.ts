import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { gradientOnly, withGradient, withoutGradient } from "./gradients.ts";

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

test("withoutGradient makes a constant of a value", () => {
  expect(evaluate((x) => x.mul(withoutGradient(() => x.mul(5))).sum())).toEqual({
    value: [65],
    gradient: [15, -10],
  });
});

test("gradientOnly is zero and has a gradient all the same", () => {
  expect(evaluate((x) => gradientOnly(x.square()).add(7).sum())).toEqual({
    value: [14],
    gradient: [6, -4],
  });
});
