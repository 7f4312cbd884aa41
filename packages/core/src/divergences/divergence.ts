import type * as tf from "@tensorflow/tfjs";
import type { Moments } from "../distributions/moments.ts";
import type { NormalReference } from "../distributions/normal.ts";
import { withGradient } from "../tensors/gradients.ts";

/**
 * How far q(z|x) is from p(z), for diagonal normal laws unless said otherwise; in nats where it is
 * one of information. Infinity where it is infinite, and then with a gradient of zero; never NaN
 * within log variances of ±20 and means of ±50.
 */
export interface Divergence<Q = Moments, P = NormalReference> {
  readonly name: string;
  /** A closed form, or a quadrature, whose error is said. */
  readonly exact: boolean;
  /**
   * f″(1), KL's being 1: D(q, p) is this many KL(q‖p) where q is nearly p, which decides when
   * collapse is locally stable. Absent where there is none.
   */
  readonly curvature?: number;
  /** Of each unit alone: [B, K]. */
  perUnit(q: Q, p: P): tf.Tensor;
  /** Of the laws over all units: [B]. */
  total(q: Q, p: P): tf.Tensor;
}

/**
 * A divergence from its closed form between N(m, eˡ) and N(0, 1) and the gradient of that form in
 * (m, l). All divergences between two laws are unchanged by a change of coordinates, so this is
 * enough for any pair of diagonal normals. Its total is the sum over units.
 */
export const closedForm = ({
  value,
  gradient,
  ...rest
}: {
  readonly name: string;
  readonly curvature?: number;
  value(m: tf.Tensor, l: tf.Tensor): tf.Tensor;
  gradient(m: tf.Tensor, l: tf.Tensor): [tf.Tensor, tf.Tensor];
}): Divergence => {
  const perUnit = (q: Moments, p: NormalReference) => {
    const { mean, logVariance } = p.whiten(q);
    return withGradient(
      [mean, logVariance],
      () => ({ value: value(mean, logVariance), saved: [mean, logVariance] }),
      (dy, [m, l]) => gradient(m, l).map((g) => g.mul(dy)),
    );
  };
  return { ...rest, exact: true, perUnit, total: (q, p) => perUnit(q, p).sum(-1) };
};
