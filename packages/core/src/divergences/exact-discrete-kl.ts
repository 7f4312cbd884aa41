import * as tf from "@tensorflow/tfjs";
import type { Divergence } from "./divergence.ts";

type Logits = tf.Tensor | number;

/** Both logits broadcast to one shape. */
export const sameShape = (q: Logits, p: Logits): readonly [tf.Tensor, tf.Tensor] => {
  const zeros = tf.zerosLike(tf.add(q, p));
  return [zeros.add(q), zeros.add(p)];
};

/** The exact divergence between products of independent units, with the given KL of each unit. */
export const sumOverUnits = <R>(
  name: string,
  perUnit: (q: R, p: R) => tf.Tensor,
): Divergence<R, R> => ({
  name,
  exact: true,
  curvature: 1,
  perUnit,
  total: (q, p) => perUnit(q, p).sum(-1),
});
