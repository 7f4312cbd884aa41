import * as tf from "@tensorflow/tfjs";
import { closedForm } from "./divergence.ts";

/**
 * ½(KL(q‖p) + KL(p‖q)) = ¼(eˡ + e⁻ˡ − 2 + m²(1 + e⁻ˡ)), where eˡ + e⁻ˡ − 2 is written
 * −(eˡ − 1)(e⁻ˡ − 1), which does not cancel at small l.
 */
export const halfJeffreys = closedForm({
  name: "half-jeffreys",
  curvature: 1,
  value: (m, l) => {
    const shrunk = tf.expm1(l.neg());
    const spread = tf.expm1(l).mul(shrunk);
    return m.square().mul(shrunk.add(2)).sub(spread).mul(0.25);
  },
  gradient: (m, l) => {
    const precision = l.neg().exp();
    // d/dl (eˡ + e⁻ˡ) = 2 sinh l
    const slope = tf.sinh(l).mul(2).sub(m.square().mul(precision));
    return [m.mul(precision.add(1)).mul(0.5), slope.mul(0.25)];
  },
});
