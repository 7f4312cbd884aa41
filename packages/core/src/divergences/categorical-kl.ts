import * as tf from "@tensorflow/tfjs";
import type { CategoricalReference } from "../distributions/categorical.ts";
import { grouped } from "../distributions/groups.ts";
import { withGradient } from "../tensors/gradients.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { Divergence } from "./divergence.ts";
import { sameShape, sumOverUnits } from "./exact-discrete-kl.ts";

/**
 * KL between units of C classes with logits l and r [B, U, C], per unit: [B, U]. With w = log p − log r
 * it is Σ p (e⁻ʷ − 1 + w), a sum of terms ≥ 0 that do not cancel, since Σ p e⁻ʷ = 1. Where any |w| ≥ 1
 * it is Σ p w.
 */
const klOfLogits = (l: tf.Tensor, r: tf.Tensor): tf.Tensor => {
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
      // dp = p dlog p adds 1 to the log ratio; the gradient of logSoftmax cancels it
      return [weight.mul(left.sub(right)), weight.neg()];
    },
  );
};

const klPerUnit = (q: CategoricalReference, p: CategoricalReference): tf.Tensor => {
  if (q.classes !== p.classes)
    throw new ShapeError(
      `cannot compare categorical distributions of ${q.classes} and ${p.classes} classes: both need the same number`,
    );
  const [left, right] = sameShape(q.logits, p.logits);
  return klOfLogits(grouped(left, q.classes), grouped(right, q.classes));
};

/**
 * KL(q‖p) of categorical distributions in nats, exact: per unit [B, U], one number for each group of
 * classes.
 * @throws ShapeError where the numbers of classes differ
 */
export const categoricalReverseKl: Divergence<CategoricalReference, CategoricalReference> =
  sumOverUnits("reverse-kl", klPerUnit);

/**
 * KL(p‖q) of categorical distributions in nats, exact: per unit [B, U].
 * @throws ShapeError where the numbers of classes differ
 */
export const categoricalForwardKl: Divergence<CategoricalReference, CategoricalReference> =
  sumOverUnits("forward-kl", (q, p) => klPerUnit(p, q));
