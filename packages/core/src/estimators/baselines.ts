import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Functional } from "../functionals/functional.ts";

/** F of the other K − 1 draws, for each draw: log w [K, B] → [K, B]. */
export const leaveOneOut = (functional: Functional, logW: tf.Tensor): tf.Tensor =>
  // [K − 1, K·B]: column k·B + b holds the others of draw k
  functional.value(othersOf(logW).reshape([-1, logW.size])).reshape(logW.shape);

/** F with a draw's log-weight replaced by an average of the others, for each draw: [K, B] → [K, B]. */
export const replaceByAverage = (
  functional: Functional,
  logW: tf.Tensor,
  average: (others: tf.Tensor) => tf.Tensor,
): tf.Tensor => {
  const others = othersOf(logW);
  const replaced = tf.concat([others, average(others).expandDims(0)], 0);
  return functional.value(replaced.reshape([-1, logW.size])).reshape(logW.shape);
};

/** [K, B] → [K − 1, K, B]: row i of draw k is the (i + 1)-th draw after it, in a circle. */
const othersOf = (logW: tf.Tensor): tf.Tensor => {
  const [K = 0] = logW.shape;
  requireCount("samples, so that each draw has others,", K, 2);
  const circle = tf.concat([logW, logW], 0);
  return tf.stack(Array.from({ length: K - 1 }, (_, i) => circle.slice([i + 1, 0], [K, -1])));
};
