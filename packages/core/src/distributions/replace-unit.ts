import * as tf from "@tensorflow/tfjs";

/** z [S, B, K] with each unit in turn replaced: [K, S, B, K]. */
export const replaceUnit = (z: tf.Tensor, replacement: tf.Tensor): tf.Tensor => {
  const K = z.shape.at(-1) ?? 0;
  const unit = tf.eye(K).reshape([K, 1, 1, K]);
  return z.mul(tf.sub(1, unit)).add(replacement.mul(unit));
};

/** One-hot z [S, B, K] with each class of each unit in turn set: [K, S, B, K]. */
export const replaceGroup = (z: tf.Tensor, classes: number): tf.Tensor => {
  const K = z.shape.at(-1) ?? 0;
  const group = tf.range(0, K).div(classes).floor();
  const sameGroup = group.expandDims(1).equal(group.expandDims(0)).cast("float32");
  const one = tf.eye(K).reshape([K, 1, 1, K]);
  return z.mul(tf.sub(1, sameGroup.reshape([K, 1, 1, K]))).add(one);
};
