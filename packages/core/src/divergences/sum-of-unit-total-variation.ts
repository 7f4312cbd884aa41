import * as tf from "@tensorflow/tfjs";
import { closedForm } from "./divergence.ts";

/**
 * Σ over units of ½∫|q − p|, each by the error function at the two points where the densities cross.
 * It is not the total variation of the joint distributions. It grows linearly in the distance, so it
 * has no curvature: collapse is locally stable at every beta. Accurate to about 1e-6.
 */
export const sumOfUnitTotalVariation = closedForm({
  name: "total-variation-per-unit-sum",
  value: (m, l) => {
    const { u, crossing } = crossingsOf(m, l);
    const surplus = surplusOf(u, crossing);
    return at(surplus, 0).sub(at(surplus, 1)).abs().div(2);
  },
  gradient: (m, l) => {
    const { u, crossing } = crossingsOf(m, l);
    const surplus = surplusOf(u, crossing);
    const sign = at(surplus, 0).sub(at(surplus, 1)).sign();
    // The densities are equal at the crossings, so their movement does not contribute
    const bells = u.map((z) => z.square().div(-2).exp());
    const scale = sign.mul(-1 / Math.sqrt(2 * Math.PI));
    const ofMean = at(bells, 0).sub(at(bells, 1)).mul(l.div(-2).exp()).mul(scale);
    const ofLogVariance = at(bells, 0)
      .mul(at(u, 0))
      .sub(at(bells, 1).mul(at(u, 1)))
      .mul(scale)
      .div(2);
    return [ofMean, ofLogVariance];
  },
});

const at = (pair: readonly tf.Tensor[], i: number): tf.Tensor => pair[i] as tf.Tensor;

/** Twice the excess mass of q over p below each of the two points. */
const surplusOf = (u: readonly tf.Tensor[], crossing: readonly tf.Tensor[]) =>
  u.map((z, i) => tf.erf(z.div(Math.SQRT2)).sub(tf.erf(at(crossing, i).div(Math.SQRT2))));

/** Beyond this the error function is 1 and a density 0, in float32. */
const farthest = 20;

/**
 * The roots z of (eˡ − 1)z² + 2mz = m² + l eˡ, in p's coordinates, and the same points u = (z − m)/s in
 * q's. The root that would cancel follows from the product of both; at l = 0 the other is infinite.
 */
const crossingsOf = (m: tf.Tensor, l: tf.Tensor) => {
  const curvature = tf.expm1(l);
  const root = m.square().add(curvature.mul(l)).sqrt();
  const size = m.abs();
  const sd = l.div(2).exp();
  const [fromP, fromQ] = [size.add(sd.mul(root)), size.mul(sd).add(root)].map((reach) =>
    tf.maximum(reach, 1e-30),
  ) as [tf.Tensor, tf.Tensor];
  const side = tf.where(m.less(0), -1, 1);
  // 0 stands for a limit here: any large number on one side works
  const divisor = tf.where(curvature.equal(0), 1e-37, curvature);
  const clipped = (z: tf.Tensor) => tf.clipByValue(z.mul(side), -farthest, farthest);
  return {
    crossing: [m.square().add(l.mul(l.exp())).div(fromP), fromP.div(divisor).neg()].map(clipped),
    u: [l.sub(m.square()).div(fromQ), fromQ.div(divisor).neg()].map(clipped),
  };
};
