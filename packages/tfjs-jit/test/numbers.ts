import * as tf from "@tensorflow/tfjs";
import { statelessUniform } from "../src/noise.ts";

/** Numbers in [−1, 1) that depend on the seed. */
export function numbers<R extends tf.Rank = tf.Rank>(shape: tf.ShapeMap[R], seed: number) {
  return tf.tidy(() => statelessUniform(shape, [seed, 0]).mul(2).sub(1)) as tf.Tensor<R>;
}

export function weights<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: number) {
  const inputs = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  return tf.tidy(() => tf.variable(numbers(shape, seed).div(Math.sqrt(inputs)))) as tf.Variable<R>;
}
