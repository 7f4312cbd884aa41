import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import type { WeakDerivative } from "./distribution.ts";
import type { Moments } from "./moments.ts";
import { openUniform } from "./open-uniform.ts";
import { replaceUnit } from "./replace-unit.ts";

/**
 * Weak derivatives of the normal distribution (Mohamed et al. 2020, table 1, section 7.2). In the mean
 * m: m + σW and m − σW with coefficient 1/(σ√2π), W of density w e^(−w²/2) (Weibull), shared by both.
 * In log σ²: m + σM and m + σUM with coefficient ½, M of density x² e^(−x²/2)/√2π (double-sided
 * Maxwell) and U uniform, so that UM is standard normal.
 */
export const normalWeakDerivatives = (
  { mean, logVariance }: Moments,
  z: tf.Tensor,
  rng: Rng,
): readonly WeakDerivative[] => {
  const sd = logVariance.div(2).exp();
  const W = openUniform(rng.fold("Weibull"), z.shape).log().mul(-2).sqrt();
  const three = rng.fold("Maxwell").normal([3, ...z.shape]);
  const sign = openUniform(rng.fold("sign"), z.shape).sub(0.5).sign();
  const M = three.square().sum(0).sqrt().mul(sign);
  const inner = M.mul(rng.fold("within").uniform(z.shape));
  const at = (noise: tf.Tensor) => replaceUnit(z, noise.mul(sd).add(mean));
  return [
    {
      parameter: mean,
      coefficient: sd.mul(Math.sqrt(2 * Math.PI)).reciprocal(),
      plus: at(W),
      minus: at(W.neg()),
    },
    {
      parameter: logVariance,
      coefficient: tf.onesLike(logVariance).mul(0.5),
      plus: at(M),
      minus: at(inner),
    },
  ];
};
