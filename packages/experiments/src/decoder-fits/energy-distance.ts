import * as tf from "@tensorflow/tfjs";

/** Added to squared distances, whose root has no derivative at 0. */
const smallest = 1e-6;

/** ‖aᵢ − bⱼ‖ by products: [B, D] and [C, D] → [B, C]. */
const distances = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
  const products = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, false, true).mul(2);
  const squares = a.square().sum(1, true).add(b.square().sum(1).expandDims(0));
  return squares.sub(products).relu().add(smallest).sqrt();
};

/** The mean distance of two rows of [B, D]. */
const within = (a: tf.Tensor): tf.Tensor => {
  const B = a.shape[0] ?? 0;
  if (B < 2) throw new RangeError(`the energy distance needs 2 or more rows of each, got ${B}`);
  return distances(a, a)
    .mul(tf.sub(1, tf.eye(B)))
    .sum()
    .div(B * (B - 1));
};

/**
 * The energy distance 2E‖x − y‖ − E‖x − x′‖ − E‖y − y′‖ of two sets of rows, [B, D] and [C, D] → []
 * (Székely & Rizzo 2013): 0 for equal distributions only, and MMD² of the kernel −‖x − y‖. By the
 * U-statistic, which is unbiased and may be negative. It has no likelihood: rows are compared with rows.
 * @throws RangeError for fewer than two rows
 */
export const energyDistance = (x: tf.Tensor, y: tf.Tensor): tf.Tensor =>
  tf.tidy(() => distances(x, y).mean().mul(2).sub(within(x)).sub(within(y)));
