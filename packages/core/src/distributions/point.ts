import * as tf from "@tensorflow/tfjs";
import type { Reparameterizable, WithMean } from "./distribution.ts";

/** All mass at one place: the code of a plain autoencoder. Every draw is `place` [B, K] itself. */
export interface Point extends Reparameterizable, WithMean {
  readonly logVariance?: never;
}

export const point = (place: tf.Tensor): Point => ({
  mean: place,
  reparameterizedSample: (_rng, samples) =>
    samples === 1 ? place.expandDims(0) : tf.tile(place.expandDims(0), [samples, 1, 1]),
});
