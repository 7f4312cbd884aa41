import * as tf from "@tensorflow/tfjs";
import type { BenchModel } from "./bench-model.ts";
import { initialParameters, layer } from "./layers.ts";
import type { ModelSpec } from "./model-spec.ts";

/** KL(N(mean, e^logVariance) ‖ N(0, I)), one number per row. */
export const rateOf = (mean: tf.Tensor, logVariance: tf.Tensor): tf.Tensor =>
  logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(-1).mul(-0.5);

/** −log p(x|z) of Bernoulli pixels with these logits, one number per row. */
export const distortionOf = (logits: tf.Tensor, x: tf.Tensor): tf.Tensor =>
  tf.softplus(logits).sub(logits.mul(x)).sum(-1);

/** A VAE with one hidden layer in plain tfjs, without optimisations. */
export const plainVae = ({ hidden: [width = 400], latent }: ModelSpec): BenchModel => ({
  initial: () =>
    initialParameters({
      encoder: [784, width],
      mean: [width, latent],
      logVariance: [width, latent],
      decoder: [latent, width],
      output: [width, 784],
    }),
  loss: (p, x, noise) => {
    const h = layer(p, "encoder", x).relu();
    const [mean, logVariance] = [layer(p, "mean", h), layer(p, "logVariance", h)];
    const z = mean.add(logVariance.mul(0.5).exp().mul(noise("codes", mean.shape)));
    const logits = layer(p, "output", layer(p, "decoder", z).relu());
    return distortionOf(logits, x).add(rateOf(mean, logVariance)).mean();
  },
});
