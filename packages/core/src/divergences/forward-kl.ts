import * as tf from "@tensorflow/tfjs";
import { closedForm } from "./divergence.ts";

/** KL(p‖q) = ½(e⁻ˡ − 1 + l + m²e⁻ˡ): large where the prior has mass and q has none. */
export const forwardKl = closedForm({
  name: "forward-kl",
  curvature: 1,
  value: (m, l) => {
    const precision = l.neg();
    return tf.expm1(precision).add(l).add(m.square().mul(precision.exp())).mul(0.5);
  },
  gradient: (m, l) => {
    const precision = l.neg();
    const scaled = m.mul(precision.exp());
    return [scaled, tf.expm1(precision).add(m.mul(scaled)).mul(-0.5)];
  },
});
