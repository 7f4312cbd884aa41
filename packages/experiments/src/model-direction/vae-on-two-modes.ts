import { diagonalNormal } from "./family.ts";
import { evaluate } from "./fit.ts";
import { minimumFrom } from "./minimum.ts";
import { forwardKl, reverseKl } from "./model-divergence.ts";
import { twoModes } from "./target.ts";

/** A linear VAE with one unit and noise of variance 1, as [w, b, v, c, log s]: q(z|x) = N(vx + c, s²). */
type Parameters = readonly number[];

/** Minus the mean ELBO on data with mean 0 and second moment m₂, from its closed form, and its gradient. */
const negativeElbo =
  (m2: number) =>
  ([w = 0, b = 0, v = 0, c = 0, logS = 0]: Parameters) => {
    const s2 = Math.exp(2 * logS);
    // E(x − w(vx + c) − b)² and E μ²
    const [slope, offset] = [1 - w * v, w * c + b];
    const value =
      (slope ** 2 * m2 + offset ** 2 + w * w * s2 + Math.log(2 * Math.PI)) / 2 +
      (v * v * m2 + c * c + s2 - 1 - 2 * logS) / 2;
    return {
      value,
      gradient: [
        -v * slope * m2 + c * offset + w * s2,
        offset,
        -w * slope * m2 + v * m2,
        w * offset + c,
        w * w * s2 + s2 - 1,
      ],
    };
  };

/** What a VAE that is trained on two modes minimises. */
export interface VaeOnTwoModes {
  /** Standard deviation of the model's p(x). */
  readonly sd: number;
  readonly mean: number;
  /** E KL(q(z|x)‖p(z|x)) over the data. */
  readonly posteriorKl: number;
  /** KL(data‖model) and KL(model‖data). */
  readonly forward: number;
  readonly reverse: number;
}

/**
 * Maximises the ELBO of a linear VAE, whose q(z|x) can be exact, on the data ½N(−a, 1) + ½N(a, 1), and
 * measures both divergences that it could have minimised: between posteriors, and between data and model.
 */
export const vaeOnTwoModes = (a: number): VaeOnTwoModes => {
  const m2 = 1 + a * a;
  const objective = negativeElbo(m2);
  const { point, value } = minimumFrom(objective, [0.5, 0.3, 0.2, -0.1, -0.2]);
  const [w = 0, b = 0] = point;
  const variance = w * w + 1;
  const negativeLogLikelihood = (Math.log(2 * Math.PI * variance) + (m2 + b * b) / variance) / 2;
  const parameters = [b, Math.log(variance) / 2];
  const [target, family] = [twoModes(a), diagonalNormal(1)];
  return {
    sd: Math.sqrt(variance),
    mean: b,
    posteriorKl: value - negativeLogLikelihood,
    forward: evaluate(target, family, forwardKl, parameters).value,
    reverse: evaluate(target, family, reverseKl, parameters).value,
  };
};
