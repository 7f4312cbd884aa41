import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";

/**
 * log 2 minus the entropy of a Bernoulli variable with log odds t: from 0 at t = 0 to log 2. Its mean
 * over the mixture ½(q + p), with t = log q − log p, is the Jensen–Shannon divergence. Its derivative
 * is tσ(t)σ(−t).
 */
export const jsIntegrand = (t: tf.Tensor): tf.Tensor =>
  withGradient(
    [t],
    () => {
      const size = tf.abs(t);
      const entropy = tf.softplus(size.neg()).add(size.mul(tf.sigmoid(size.neg())));
      // ⅛t² − t⁴/64 + t⁶/576 − …, where the difference would cancel
      const square = tf.minimum(size, 0.5).square();
      const series = square.mul(
        square.mul(square.mul(square.mul(-17 / 92_160).add(1 / 576)).add(-1 / 64)).add(1 / 8),
      );
      const value = tf.where(size.less(0.5), series, tf.sub(Math.LN2, entropy));
      return { value, saved: [t] };
    },
    (dy, [saved]) => [saved.mul(tf.sigmoid(saved)).mul(tf.sigmoid(saved.neg())).mul(dy)],
  );

/**
 * (1 + eʳ) times the entropy of a Bernoulli variable with log odds r, where r is the log of the wider
 * over the narrower density: (1 + eʳ) log(1 + eʳ) − r eʳ, ≈ eʳ(1 − r) on one side and 1 + r on the
 * other. Its derivative is eʳ log(1 + e⁻ʳ).
 */
export const jsIntegrandWide = (r: tf.Tensor): tf.Tensor => {
  const parts = (x: tf.Tensor) => {
    // Where e^−|r| is below 1e-20 its logarithm's ratio to it is 1
    const small = tf.exp(tf.maximum(x.abs().neg(), -46));
    return { small, log: tf.log1p(small), size: x.abs(), right: x.greater(0) };
  };
  return withGradient(
    [r],
    () => {
      const { small, log, size, right } = parts(r);
      const value = tf.where(
        right,
        size.add(log).add(log.div(small)),
        log.mul(small.add(1)).add(small.mul(size)),
      );
      return { value, saved: [r] };
    },
    (dy, [saved]) => {
      const { small, log, size, right } = parts(saved);
      return [tf.where(right, log.div(small), small.mul(log.add(size))).mul(dy)];
    },
  );
};
