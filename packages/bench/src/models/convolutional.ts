import * as tf from "@tensorflow/tfjs";
import { bernoulli } from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";
import type { BenchModel } from "./bench-model.ts";
import { biasOf, initialParameters, layer, weightsOf } from "./layers.ts";
import type { ModelSpec } from "./model-spec.ts";
import { rateOf } from "./plain-vae.ts";

const dense = 16;

/** Two convolutions and two transposed ones (Chollet 2020, Keras example "Variational AutoEncoder"). */
export const convolutional = ({
  hidden: [first = 32, second = 64],
  latent,
}: ModelSpec): BenchModel => ({
  initial: () =>
    initialParameters(
      {
        down1: [3, 3, 1, first],
        down2: [3, 3, first, second],
        encoder: [49 * second, dense],
        mean: [dense, latent],
        logVariance: [dense, latent],
        decoder: [latent, 49 * second],
        up1: [3, 3, second, second], // height, width, out, in
        up2: [3, 3, first, second],
        output: [3, 3, 1, first],
      },
      { up2: first, output: 1 },
    ),
  loss: (p, x, noise) => {
    const [B = 0] = x.shape;
    const features = down(p, "down2", down(p, "down1", x.reshape([B, 28, 28, 1])));
    const h = layer(p, "encoder", features.reshape([B, 49 * second])).relu();
    const [mean, logVariance] = [layer(p, "mean", h), layer(p, "logVariance", h)];
    const z = mean.add(
      logVariance
        .mul(0.5)
        .exp()
        .mul(noise("codes", [B, latent])),
    );
    const seed = layer(p, "decoder", z).relu().reshape<tf.Tensor4D>([B, 7, 7, second]);
    const wide = up(p, "up2", up(p, "up1", seed, 2).relu(), 2).relu<tf.Tensor4D>();
    const logits = up(p, "output", wide, 1).reshape([B, 784]);
    return rateOf(mean, logVariance).sub(bernoulli().logProb(logits, x)).mean();
  },
});

const down = (p: Parameters, name: string, x: tf.Tensor4D): tf.Tensor4D =>
  tf.conv2d(x, weightsOf<tf.Tensor4D>(p, name), 2, "same").add(biasOf(p, name)).relu<tf.Tensor4D>();

const up = (p: Parameters, name: string, x: tf.Tensor4D, stride: 1 | 2): tf.Tensor4D => {
  const weights = weightsOf<tf.Tensor4D>(p, name);
  const [B, height, width] = x.shape;
  const shape: [number, number, number, number] = [
    B,
    height * stride,
    width * stride,
    weights.shape[2],
  ];
  return tf.conv2dTranspose(x, weights, shape, stride, "same").add(biasOf(p, name));
};
