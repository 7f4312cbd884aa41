import * as tf from "@tensorflow/tfjs";
import type { BernoulliReference } from "../distributions/bernoulli.ts";
import { withGradient } from "../tensors/gradients.ts";
import type { Divergence } from "./divergence.ts";
import { sameShape, sumOverUnits } from "./exact-discrete-kl.ts";

/** log σ(l), which neither overflows nor cancels. */
const logSigmoid = (l: tf.Tensor): tf.Tensor => tf.softplus(l.neg()).neg();

/**
 * KL between Bernoulli variables with logits l and r, per unit: Σ p (log p − log r) over both values.
 * For |r − l| < 1, where that cancels, it is log(1 + p(eᵈ − 1)) − pd with d = r − l. The gradients are
 * (l − r) p (1 − p) and σ(r) − σ(l).
 */
const klOfLogits = (l: tf.Tensor, r: tf.Tensor): tf.Tensor =>
  withGradient(
    [l, r],
    () => {
      const p = tf.sigmoid(l);
      const d = r.sub(l);
      const atOne = p.mul(logSigmoid(l).sub(logSigmoid(r)));
      const atZero = tf.sigmoid(l.neg()).mul(logSigmoid(l.neg()).sub(logSigmoid(r.neg())));
      const small = tf.clipByValue(d, -1, 1);
      const near = p.mul(tf.expm1(small)).log1p().sub(p.mul(small));
      return { value: tf.where(tf.abs(d).less(1), near, atOne.add(atZero)), saved: [l, r] };
    },
    (dy, [left, right]) => {
      const slope = left.sub(right).mul(tf.sigmoid(left)).mul(tf.sigmoid(left.neg()));
      return [slope.mul(dy), tf.sigmoid(right).sub(tf.sigmoid(left)).mul(dy)];
    },
  );

const klPerUnit = (q: BernoulliReference, p: BernoulliReference): tf.Tensor =>
  klOfLogits(...sameShape(q.logits, p.logits));

/** KL(q‖p) of Bernoulli distributions in nats, exact: per unit [B, K]. */
export const bernoulliReverseKl: Divergence<BernoulliReference, BernoulliReference> = sumOverUnits(
  "reverse-kl",
  klPerUnit,
);

/** KL(p‖q) of Bernoulli distributions in nats, exact: per unit [B, K]. */
export const bernoulliForwardKl: Divergence<BernoulliReference, BernoulliReference> = sumOverUnits(
  "forward-kl",
  (q, p) => klPerUnit(p, q),
);
