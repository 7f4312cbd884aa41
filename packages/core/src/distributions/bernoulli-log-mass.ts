import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";

/** Of n values in a row, the most that are multiplied before a logarithm is taken. */
const chunkSize = (n: number): number =>
  [...Array(16).keys()].map((i) => 16 - i).find((size) => n % size === 0) ?? 1;

/**
 * Σ log v over the last axis, for v in [½, 1]: a logarithm of each product of up to 16 values, which
 * is at least 2⁻¹⁶, instead of each value's own. Logarithms are dear.
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
 * Σ x·l − log(1 + eˡ) over the last axis, the log mass of coins with logits l. With p = σ(l) it is
 * x·l − max(l, 0) + log max(p, 1 − p), so the p of the gradient x − p serves the value too. Nothing
 * overflows or cancels at ±100; each term is right to a rounding of 1 or of l, not of its own size
 * where e⁻ˡ is less. x may have one axis more in front than l, or one fewer; no gradient flows to it.
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
