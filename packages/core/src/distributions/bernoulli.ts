import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../gradients.ts";
import type { Distribution } from "./distribution.ts";

/**
 * Σ x·l − log(1 + eˡ) over the last axis, the log mass of coins with logits l. Its gradient in l,
 * x − σ(l), is given exactly, so nothing overflows or cancels at ±100. x may have one axis more in
 * front than l, or one fewer; no gradient flows to it.
 */
export const bernoulliLogMass = (logits: tf.Tensor, x: tf.Tensor): tf.Tensor =>
  withGradient(
    [logits],
    () => ({ value: x.mul(logits).sub(tf.softplus(logits)).sum(-1), saved: [logits, x] }),
    (dy, [l, data]) => {
      const gradient = data.sub(tf.sigmoid(l)).mul(dy.expandDims(-1));
      return [gradient.rank > l.rank ? gradient.sum(0) : gradient];
    },
  );

/** Coins with the given logits [B, K]: draws are 0 or 1, so they have no path gradient. */
export const bernoulliCodes = (logits: tf.Tensor): Distribution => ({
  sample: (rng, samples) =>
    rng
      .uniform([samples, ...logits.shape])
      .less(logits.sigmoid())
      .cast("float32"),
  logProb: (z) => bernoulliLogMass(logits, z),
});
