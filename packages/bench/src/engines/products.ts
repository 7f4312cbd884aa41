import * as tf from "@tensorflow/tfjs";
import type { ModelSpec } from "../models/model-spec.ts";
import type { Engine } from "./engine.ts";

export type Multiply = (
  a: tf.Tensor,
  b: tf.Tensor,
  transposeA?: boolean,
  transposeB?: boolean,
) => tf.Tensor;

/**
 * Only the matrix products with pixels of one step: two forward and three backward, since the input
 * needs no gradient.
 */
export const products = (
  { hidden: [width = 400], batchSize }: ModelSpec,
  multiply: Multiply,
): Engine => {
  const random = (rows: number, columns: number) =>
    tf.randomUniform<tf.Rank.R2>([rows, columns], -1, 1, "float32", rows);
  const [x, h] = [random(batchSize, 784), random(batchSize, width)];
  const [inward, outward] = [random(784, width), random(width, 784)];
  const once = (): number =>
    tf.tidy(() => {
      multiply(x, inward);
      multiply(h, outward);
      multiply(h, x, true, false);
      multiply(x, outward, false, true);
      return multiply(x, h, true, false).shape[0];
    });
  return (steps) => {
    for (let i = 0; i < steps; i++) once();
    return Number.NaN;
  };
};
