import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";

/** How many of n values are multiplied before taking a logarithm. */
const chunkSize = (n: number): number =>
  [...Array(16).keys()].map((i) => 16 - i).find((size) => n % size === 0) ?? 1;

/**
 * Σ log v over the last axis, for v in [½, 1]: one logarithm per product of up to 16 values (at least
 * 2⁻¹⁶), because logarithms are slow.
 */
const sumOfLogs = (values: tf.Tensor): tf.Tensor => {
  const [n = 1, ...axes] = values.shape.toReversed();
  const size = chunkSize(n);
  return values
    .reshape([...axes.toReversed(), n / size, size])
    .prod(-1)
    .log()
    .sum(-1);
};

/**
 * Σ x·l − log(1 + eˡ) over the last axis: the log mass of Bernoulli variables with logits l. With
 * p = σ(l) it equals x·l − max(l, 0) + log max(p, 1 − p), which reuses the p of the gradient x − p. It
 * neither overflows nor cancels at ±100; the absolute error of a term is a rounding of 1 or of l. x
 * may have one leading axis more or fewer than l; no gradient flows to it.
 */
export const bernoulliLogMass = (logits: tf.Tensor, x: tf.Tensor): tf.Tensor =>
  withGradient(
    [logits],
    () => {
      const p = tf.sigmoid(logits);
      const likelier = sumOfLogs(tf.maximum(p, tf.sub(1, p)));
      const value = x.mul(logits).sub(tf.relu(logits)).sum(-1).add(likelier);
      return { value, saved: [p, x] };
    },
    (dy, [p, data]) => {
      const gradient = data.sub(p).mul(dy.expandDims(-1));
      return [gradient.rank > p.rank ? gradient.sum(0) : gradient];
    },
  );
