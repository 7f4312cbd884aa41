import * as tf from "@tensorflow/tfjs";
import { closedForm } from "./divergence.ts";

/**
 * KL(q‖p) = ½(eˡ − 1 − l + m²): the ELBO's own regulariser, whose mean over the data is the rate.
 * expm1, else float32 gives 0 where l is small.
 */
export const reverseKl = closedForm({
  name: "reverse-kl",
  curvature: 1,
  value: (m, l) => tf.expm1(l).sub(l).add(m.square()).mul(0.5),
  gradient: (m, l) => [m, tf.expm1(l).mul(0.5)],
});
