import type * as tf from "@tensorflow/tfjs";
import type { Moments, NormalReference } from "../distributions/normal.ts";
import { withGradient } from "../gradients.ts";

/** How far q(z|x) is from p(z), in nats; exact, for diagonal normal laws unless said otherwise. */
export interface Divergence<Q = Moments, P = NormalReference> {
  readonly name: string;
  /** Per unit: [B, K]. */
  perUnit(q: Q, p: P): tf.Tensor;
  /** Per example, summed over units: [B]. */
  total(q: Q, p: P): tf.Tensor;
}

/**
 * A divergence from its closed form between N(m, eˡ) and N(0, 1) and the gradient of that form in
 * (m, l). All divergences between two laws are unchanged by a change of coordinates, so this is
 * enough for any pair of diagonal normals.
 */
export const closedForm = ({
  name,
  value,
  gradient,
}: {
  readonly name: string;
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
  return { name, perUnit, total: (q, p) => perUnit(q, p).sum(-1) };
};
