import type * as tf from "@tensorflow/tfjs";
import type { Moments } from "../distributions/moments.ts";
import type { NormalReference } from "../distributions/normal.ts";
import { withGradient } from "../tensors/gradients.ts";

/**
 * A divergence of q(z|x) from p(z), by default of diagonal normal distributions; in nats where it has a
 * unit. An infinite value is Infinity with gradient zero; the value is never NaN for log variances
 * within ±20 and means within ±50.
 */
export interface Divergence<Q = Moments, P = NormalReference> {
  readonly name: string;
  /** Whether the value is exact: a closed form, or a quadrature with a stated error. */
  readonly exact: boolean;
  /**
   * f″(1) relative to KL's, which is 1: D(q, p) ≈ curvature · KL(q‖p) near q = p, which decides when
   * collapse is locally stable. Absent if there is none.
   */
  readonly curvature?: number;
  /** Per unit: [B, K]. */
  readonly perUnit: (q: Q, p: P) => tf.Tensor;
  /** Of the joint distributions over all units: [B]. */
  readonly total: (q: Q, p: P) => tf.Tensor;
}

/**
 * A divergence from its closed form between N(m, eˡ) and N(0, 1) and that form's gradient in (m, l).
 * Divergences are invariant under a change of coordinates, so this covers any pair of diagonal
 * normals. The total is the sum over units.
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
