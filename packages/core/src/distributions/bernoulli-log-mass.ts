import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../gradients.ts";

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
      const likelier = tf.maximum(p, tf.sub(1, p)).log();
      return { value: x.mul(logits).sub(tf.relu(logits)).add(likelier).sum(-1), saved: [p, x] };
    },
    (dy, [p, data]) => {
      const gradient = data.sub(p).mul(dy.expandDims(-1));
      return [gradient.rank > p.rank ? gradient.sum(0) : gradient];
    },
  );
