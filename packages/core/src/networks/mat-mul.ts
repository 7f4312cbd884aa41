import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";

/** a · b: [N, I] and [I, O] → [N, O]. */
export const matMul = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.getBackend() === "wasm" ? matMulOfCopies(a, b) : product(a, b);

const product = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D);

/**
 * a · b with gradients that use transposed copies: WebAssembly multiplies plain matrices ten times as
 * fast as transposed ones. Each gradient is a function of its own, so that the gradient with respect
 * to a is not computed where a is data.
 */
export const matMulOfCopies = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
  const value = withGradient(
    [a],
    () => ({ value: product(a, b), saved: [b] }),
    (dy, [right]) => [product(dy, tf.transpose(right))],
  );
  return withGradient(
    [value, b],
    () => ({ value: value.clone(), saved: [a] }),
    (dy, [left]) => [dy, product(tf.transpose(left), dy)],
  );
};
