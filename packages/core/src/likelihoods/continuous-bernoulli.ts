import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";
import type { BaseMeasure } from "./base-measure.ts";
import { requireUnitInterval } from "./data-rules.ts";
import type { Likelihood } from "./likelihood.ts";

const densityOfFractions: BaseMeasure = { kind: "lebesgue", description: "a density on [0, 1]^D" };

/** Below this half-logit a series replaces the quotient, which would cancel; its truncation error is 10⁻⁹. */
const small = 0.5;

/** `near` where h < small, else `far`. Both are evaluated everywhere, so `far` never receives a smaller h. */
const byPart = (
  h: tf.Tensor,
  near: (h: tf.Tensor) => tf.Tensor,
  far: (h: tf.Tensor) => tf.Tensor,
): tf.Tensor => tf.where(h.less(small), near(tf.minimum(h, small)), far(tf.maximum(h, small)));

/** h² times a polynomial in h². */
const even = (h: tf.Tensor, coefficients: readonly number[]): tf.Tensor => {
  const square = h.square();
  return coefficients
    .toReversed()
    .reduce((sum, c) => sum.add(c).mul(square), tf.zerosLike(h) as tf.Tensor);
};

/** log(sinh h / h), h ≥ 0. */
const logSinhc = (h: tf.Tensor): tf.Tensor =>
  byPart(
    h,
    (s) => even(s, [1 / 6, -1 / 180, 1 / 2835, -1 / 37_800, 1 / 467_775]),
    (s) => s.sub(s.mul(2).log()).add(s.mul(-2).exp().neg().log1p()),
  );

/** coth h − 1/h, its derivative (Langevin's function). */
const langevin = (h: tf.Tensor): tf.Tensor =>
  byPart(
    h,
    (s) => even(s, [1 / 3, -1 / 45, 2 / 945, -1 / 4725, 2 / 93_555]).div(tf.maximum(s, 1e-30)),
    (s) => tf.tanh(s).reciprocal().sub(s.reciprocal()),
  );

/** E x = ½ + ½ L(η/2) for log-odds η. */
const meanOf = (logits: tf.Tensor): tf.Tensor =>
  langevin(logits.abs().div(2)).mul(logits.sign()).add(1).div(2);

/**
 * p(x) = e^{ηx} η/(e^η − 1) on [0, 1]: the continuous Bernoulli (Loaiza-Ganem & Cunningham 2019) with
 * λ = σ(η). It is a normalised density of grey values, which the Bernoulli is not. The decoder outputs
 * η. log C = −η/2 − log(sinh(η/2)/(η/2)) neither overflows nor cancels, including at η = 0 and ±500.
 */
export const continuousBernoulli = (): Likelihood => ({
  outputSize: (dataSize) => dataSize,
  logProb: (logits, x) =>
    withGradient(
      [logits],
      () => {
        const value = x
          .sub(0.5)
          .mul(logits)
          .sub(logSinhc(logits.abs().div(2)));
        return { value: value.sum(-1), saved: [logits, x] };
      },
      (dy, [eta, data]) => [data.sub(meanOf(eta)).mul(dy.expandDims(-1))],
    ),
  mean: meanOf,
  // Inverse transform sampling, on the side where e^{−|η|} does not overflow
  sample: (logits, rng) => {
    const u = rng.uniform(logits.shape);
    const a = logits.abs();
    const nearly = u.sub(u.mul(tf.sub(1, u)).mul(a).div(2));
    const steep = tf.maximum(a, 1e-2);
    const below = tf.where(
      a.less(1e-2),
      nearly,
      u.mul(tf.expm1(steep.neg())).log1p().div(steep.neg()),
    );
    return tf.where(logits.greater(0), tf.sub(1, below), below);
  },
  measureOf: () => densityOfFractions,
  requireData: requireUnitInterval,
});
