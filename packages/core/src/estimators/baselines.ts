import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Functional } from "../functionals/functional.ts";

/** F of the other K − 1 samples, for each sample: log w [K, B] → [K, B]. */
export const leaveOneOut = (functional: Functional, logW: tf.Tensor): tf.Tensor =>
  // [K − 1, K·B]: column k·B + b holds the others of sample k
  functional.value(othersOf(logW).reshape([-1, logW.size])).reshape(logW.shape);

/** F with each sample's log-weight in turn replaced by an average of the others: [K, B] → [K, B]. */
export const replaceByAverage = (
  functional: Functional,
  logW: tf.Tensor,
  average: (others: tf.Tensor) => tf.Tensor,
): tf.Tensor => {
  const others = othersOf(logW);
  const replaced = tf.concat([others, average(others).expandDims(0)], 0);
  return functional.value(replaced.reshape([-1, logW.size])).reshape(logW.shape);
};

/** [K, B] → [K − 1, K, B]: row i of sample k is sample k + i + 1 modulo K. */
const othersOf = (logW: tf.Tensor): tf.Tensor => {
  const [K = 0] = logW.shape;
  requireCount("samples, so that each draw has others,", K, 2);
  const circle = tf.concat([logW, logW], 0);
  return tf.stack(Array.from({ length: K - 1 }, (_, i) => circle.slice([i + 1, 0], [K, -1])));
};
