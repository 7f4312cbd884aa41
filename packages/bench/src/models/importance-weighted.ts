import * as tf from "@tensorflow/tfjs";
import { bernoulli } from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";
import type { BenchModel } from "./bench-model.ts";
import { initialParameters, layer } from "./layers.ts";
import type { ModelSpec } from "./model-spec.ts";

/** Two tanh layers each in encoder and decoder, K importance-weighted draws (Burda et al. 2016, eq. 8). */
export const importanceWeighted = ({
  hidden: [wide = 200, deep = 200],
  latent,
  samples: K,
}: ModelSpec): BenchModel => ({
  initial: () =>
    initialParameters({
      encoder1: [784, wide],
      encoder2: [wide, deep],
      mean: [deep, latent],
      logVariance: [deep, latent],
      decoder1: [latent, deep],
      decoder2: [deep, wide],
      output: [wide, 784],
    }),
  loss: (p, x, noise) => {
    const [B = 0] = x.shape;
    const h = dense(p, "encoder", x);
    const [mean, logVariance] = [layer(p, "mean", h), layer(p, "logVariance", h)];
    const e = noise("codes", [K, B, latent]);
    const z = mean.add(logVariance.mul(0.5).exp().mul(e));
    const logits = layer(p, "output", dense(p, "decoder", z.reshape([K * B, latent])));
    const logPx = bernoulli().logProb(logits.reshape([K, B, 784]), x);
    // log p(z) − log q(z|x); z − mean is the noise times the deviation, and log 2π cancels.
    const logRatio = e.square().add(logVariance).sub(z.square()).sum(-1).mul(0.5);
    return tf.logSumExp(logPx.add(logRatio), 0).sub(Math.log(K)).mean().neg();
  },
});

const dense = (p: Parameters, name: string, x: tf.Tensor): tf.Tensor =>
  layer(p, `${name}2`, layer(p, `${name}1`, x).tanh()).tanh();
