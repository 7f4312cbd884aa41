import * as tf from "@tensorflow/tfjs";
import type { BernoulliReference } from "../distributions/bernoulli.ts";
import type { CategoricalReference } from "../distributions/categorical.ts";
import { grouped } from "../distributions/groups.ts";
import { withGradient } from "../tensors/gradients.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { Divergence } from "./divergence.ts";

type Logits = tf.Tensor | number;
type PerUnit = (left: tf.Tensor, right: tf.Tensor) => tf.Tensor;

/** log σ(l), which neither overflows nor cancels. */
const logSigmoid = (l: tf.Tensor): tf.Tensor => tf.softplus(l.neg()).neg();

/**
 * KL between coins with logits l and r, per unit. Far apart it is Σ p (log p − log r) over the two
 * sides; near each other, where that cancels, log(1 + p(eᵈ − 1)) − pd with d = r − l. Its gradients
 * are (l − r) p (1 − p) and σ(r) − σ(l).
 */
const coinKl: PerUnit = (l, r) =>
  withGradient(
    [l, r],
    () => {
      const p = tf.sigmoid(l);
      const d = r.sub(l);
      const heads = p.mul(logSigmoid(l).sub(logSigmoid(r)));
      const tails = tf.sigmoid(l.neg()).mul(logSigmoid(l.neg()).sub(logSigmoid(r.neg())));
      const small = tf.clipByValue(d, -1, 1);
      const near = p.mul(tf.expm1(small)).log1p().sub(p.mul(small));
      return { value: tf.where(tf.abs(d).less(1), near, heads.add(tails)), saved: [l, r] };
    },
    (dy, [left, right]) => {
      const slope = left.sub(right).mul(tf.sigmoid(left)).mul(tf.sigmoid(left.neg()));
      return [slope.mul(dy), tf.sigmoid(right).sub(tf.sigmoid(left)).mul(dy)];
    },
  );

/**
 * KL between units of C classes with logits l and r [B, U, C], per unit: [B, U]. With w = log p − log r
 * it is Σ p (e⁻ʷ − 1 + w), terms ≥ 0 that do not cancel, since Σ p e⁻ʷ = 1; where e⁻ʷ is large, Σ p w.
 */
const classKl: PerUnit = (l, r) => {
  const logP = tf.logSoftmax(l);
  const logR = tf.logSoftmax(r);
  return withGradient(
    [logP, logR],
    () => {
      const w = logP.sub(logR);
      const small = tf.clipByValue(w, -1, 1);
      const near = tf.all(tf.abs(w).less(1), -1);
      const p = logP.exp();
      const nearby = p.mul(tf.expm1(small.neg()).add(small)).sum(-1);
      return { value: tf.where(near, nearby, p.mul(w).sum(-1)), saved: [logP, logR] };
    },
    (dy, [left, right]) => {
      const weight = left.exp().mul(dy.expandDims(-1));
      // dp = p dlog p adds 1 to the log ratio, which the gradient of the logSoftmax takes off again
      return [weight.mul(left.sub(right)), weight.neg()];
    },
  );
};

/** Both as tensors of one shape. */
const alike = (q: Logits, p: Logits): readonly [tf.Tensor, tf.Tensor] => {
  const zeros = tf.zerosLike(tf.add(q, p));
  return [zeros.add(q), zeros.add(p)];
};

const divergence = <R>(name: string, perUnit: (q: R, p: R) => tf.Tensor): Divergence<R, R> => ({
  name,
  exact: true,
  curvature: 1,
  perUnit,
  total: (q, p) => perUnit(q, p).sum(-1),
});

const coins = (q: BernoulliReference, p: BernoulliReference): tf.Tensor =>
  coinKl(...alike(q.logits, p.logits));

const classes = (q: CategoricalReference, p: CategoricalReference): tf.Tensor => {
  if (q.classes !== p.classes)
    throw new ShapeError(`both laws must have ${q.classes} classes, got ${p.classes}`);
  const [left, right] = alike(q.logits, p.logits);
  return classKl(grouped(left, q.classes), grouped(right, q.classes));
};

/** KL(q‖p) of coins, exact: what the ELBO of a model with binary codes takes off. */
export const bernoulliReverseKl = divergence("reverse-kl", coins);

/** KL(p‖q) of coins, exact. */
export const bernoulliForwardKl = divergence<BernoulliReference>("forward-kl", (q, p) =>
  coins(p, q),
);

/** KL(q‖p) of one-hot codes, exact; per unit it is [B, U], one number for each group of classes. */
export const categoricalReverseKl = divergence("reverse-kl", classes);

/** KL(p‖q) of one-hot codes, exact. */
export const categoricalForwardKl = divergence<CategoricalReference>("forward-kl", (q, p) =>
  classes(p, q),
);
