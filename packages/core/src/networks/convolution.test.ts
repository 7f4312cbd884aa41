import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { convolution, portableDown, portableUp, transposedConvolution } from "./convolution.ts";

describe.each([
  [7, 3],
  [14, 3],
  [5, 2],
  [6, 4],
  [7, 5],
])("on images of %d pixels with filters of %d", (size, side) => {
  const half = Math.ceil(size / 2);
  const shape = [2, size, size, 3] as [number, number, number, number];

  test("the portable gradients of a convolution are tfjs's own", () => {
    tf.tidy(() => {
      const x = rng(1).normal(shape);
      const w = rng(2).normal([side, side, 3, 4]);
      const weights = rng(3).normal([2, half, half, 4]);
      const own = tf.grads((a, b) => portableDown(a, b).mul(weights).sum())([x, w]);
      const theirs = tf.grads((a, b) =>
        tf
          .conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 2, "same")
          .mul(weights)
          .sum(),
      )([x, w]);
      own.forEach((g, i) => {
        expect(numbersOf(g)).toBeNear(numbersOf(theirs[i] ?? tf.zeros([0])), 1e-5);
      });
    });
  });

  test("and those of a transposed convolution", () => {
    tf.tidy(() => {
      const x = rng(1).normal([2, half, half, 4]);
      const w = rng(2).normal([side, side, 3, 4]);
      const weights = rng(3).normal(shape);
      const own = tf.grads((a, b) => portableUp(a, b, shape).mul(weights).sum())([x, w]);
      const theirs = tf.grads((a, b) =>
        tf
          .conv2dTranspose(a as tf.Tensor4D, b as tf.Tensor4D, shape, 2, "same")
          .mul(weights)
          .sum(),
      )([x, w]);
      own.forEach((g, i) => {
        expect(numbersOf(g)).toBeNear(numbersOf(theirs[i] ?? tf.zeros([0])), 1e-5);
      });
    });
  });
});

test("a transposed convolution is the transpose: ⟨Ax, y⟩ = ⟨x, Aᵀy⟩", () => {
  tf.tidy(() => {
    const a = convolution({ name: "a", inputs: 2, outputs: 3 });
    const t = transposedConvolution({ name: "a", inputs: 3, outputs: 2, height: 7, width: 6 });
    const weights = rng(1).normal([3, 3, 2, 3]);
    const x = rng(2).normal([1, 7, 6, 2]);
    const y = rng(3).normal([1, 4, 3, 3]);
    const withBias = (size: number) => ({ "a.weights": weights, "a.bias": tf.zeros([size]) });
    const left = a.apply(withBias(3), x).mul(y).sum();
    const right = t.apply(withBias(2), y).mul(x).sum();
    expect(numbersOf(left)).toBeNear(numbersOf(right), 1e-5);
  });
});

test("filters begin in the bounds of Glorot for side² numbers seen and fed", () => {
  tf.tidy(() => {
    const layer = convolution({ name: "a", inputs: 5, outputs: 7 });
    const { "a.weights": weights } = layer.init(rng(1));
    expect(weights?.shape).toEqual(layer.shapes["a.weights"]);
    const largest = Math.max(...numbersOf(weights?.abs() ?? tf.zeros([0])));
    const limit = Math.sqrt(6 / (9 * (5 + 7)));
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.95 * limit);
  });
});
