import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type {
  Distribution,
  Reparameterizable,
  Stoppable,
  WithEntropy,
  WithMean,
} from "./distribution.ts";
import { openUniform } from "./open-uniform.ts";

export interface Laplace
  extends Distribution,
    Reparameterizable,
    Stoppable,
    WithMean,
    WithEntropy {}

/**
 * Independent Laplace distributions, e^{−|z − mean|/s} / 2s with s = exp(logScale), over codes [B, K].
 * @throws ShapeError if the two shapes differ
 */
export const laplace = ({
  mean,
  logScale,
}: {
  readonly mean: tf.Tensor;
  readonly logScale: tf.Tensor;
}): Laplace => {
  if (String(mean.shape) !== String(logScale.shape))
    throw new ShapeError(
      `mean and logScale must have one shape, got [${mean.shape}] and [${logScale.shape}]`,
    );
  const draw = (rng: Rng, samples: number) => {
    // ±log(1 − |v|), v from (−1, 1): the inverse of the distribution function
    const v = openUniform(rng, [samples, ...mean.shape])
      .mul(2)
      .sub(1);
    return v.abs().neg().log1p().mul(v.sign().neg()).mul(logScale.exp()).add(mean);
  };
  return {
    mean,
    sample: draw,
    reparameterizedSample: draw,
    logProb: (z) =>
      z.sub(mean).abs().mul(logScale.neg().exp()).add(logScale).add(Math.LN2).sum(-1).neg(),
    entropy: () => logScale.add(1 + Math.LN2).sum(-1),
    stopped: () =>
      laplace({
        mean: withoutGradient(() => mean.clone()),
        logScale: withoutGradient(() => logScale.clone()),
      }),
  };
};
