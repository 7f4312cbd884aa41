import type * as tf from "@tensorflow/tfjs";
import { requireFraction, requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";

/** Corrupts the input of a denoising autoencoder's encoder: [B, D] → [B, D]. */
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

/** Sets each value to 0 with probability `rate`. */
export const maskingNoise = withOptions(
  "maskingNoise",
  { rate: "required" },
  ({ rate }: { readonly rate: number }): Corruption => {
    requireFraction("rate", rate);
    return (x, rng) => rng.uniform(x.shape).greaterEqual(rate).cast("float32").mul(x);
  },
);
