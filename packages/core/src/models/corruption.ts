import type * as tf from "@tensorflow/tfjs";
import { requireFraction, requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";

/** Spoils what the encoder of a denoising autoencoder sees: [B, D] → [B, D]. */
export type Corruption = (x: tf.Tensor, rng: Rng) => tf.Tensor;

/** Adds N(0, sd²) to every value. */
export const gaussianNoise = withOptions(
  "gaussianNoise",
  { sd: "required" },
  ({ sd }: { readonly sd: number }): Corruption => {
    requirePositive("sd", sd);
    return (x, rng) => rng.normal(x.shape).mul(sd).add(x);
  },
);

/** Sets a share `rate` of the values to 0. */
export const maskingNoise = withOptions(
  "maskingNoise",
  { rate: "required" },
  ({ rate }: { readonly rate: number }): Corruption => {
    requireFraction("rate", rate);
    return (x, rng) => rng.uniform(x.shape).greaterEqual(rate).cast("float32").mul(x);
  },
);
