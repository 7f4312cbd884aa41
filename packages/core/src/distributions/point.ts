import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import type { Reparameterizable, WithMean } from "./distribution.ts";

/** A point mass at `place` [B, K]: the code of an autoencoder. */
export interface Point extends Reparameterizable, WithMean {
  readonly logVariance?: never;
  sample(rng: Rng, samples: number): tf.Tensor;
}

/** The distribution with all its mass at `mean` [B, K]: the code of an autoencoder. */
export const point = (place: tf.Tensor): Point => {
  const draw = (_rng: Rng, samples: number): tf.Tensor =>
    samples === 1 ? place.expandDims(0) : tf.tile(place.expandDims(0), [samples, 1, 1]);
  return { mean: place, sample: draw, reparameterizedSample: draw };
};
