import * as tf from "@tensorflow/tfjs";
import { type Rng, reverseKl, type Vae } from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";

/** The moments of q(z|x) of B rows, [B, K] each. */
export interface TensorMoments {
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

/**
 * The ELBO of each row of x [B, D] under given moments, by pathwise draws from noise [S, B, K], the rate in
 * closed form: [B], in nats.
 */
export const elboOfMoments = (
  model: Vae,
  parameters: Parameters,
  x: tf.Tensor,
  { mean, logVariance }: TensorMoments,
  noise: tf.Tensor,
): tf.Tensor => {
  const z = noise.mul(logVariance.div(2).exp()).add(mean);
  const rate = reverseKl.total({ mean, logVariance }, model.prior(parameters));
  return model.logLikelihood(parameters, z, x).mean(0).sub(rate);
};

/** Draws per row in the bound that is watched. */
const draws = 10;

/** The mean ELBO of rows under given moments; the same draws each time, so that bounds can be compared. */
export const watchedBound =
  (model: Vae, x: tf.Tensor, rng: Rng) =>
  (parameters: Parameters, moments: TensorMoments): number =>
    tf.tidy(() => {
      const noise = rng.normal([draws, x.shape[0] ?? 0, model.latentSize]);
      return elboOfMoments(model, parameters, x, moments, noise).mean().dataSync()[0] ?? Number.NaN;
    });
