import * as tf from "@tensorflow/tfjs";
import { closedForm } from "./divergence.ts";

/**
 * KL(q‖p) = ½(eˡ − 1 − l + m²), the regulariser of the ELBO; its mean over the data is the rate. With
 * expm1, because float32 would give 0 for small l.
 */
export const reverseKl = closedForm({
  name: "reverse-kl",
  curvature: 1,
  value: (m, l) => tf.expm1(l).sub(l).add(m.square()).mul(0.5),
  gradient: (m, l) => [m, tf.expm1(l).mul(0.5)],
});
