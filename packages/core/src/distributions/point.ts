import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import type { Reparameterizable, WithMean } from "./distribution.ts";

/** All mass at one place: the code of a plain autoencoder. Every draw is `place` [B, K] itself. */
export interface Point extends Reparameterizable, WithMean {
  readonly logVariance?: never;
  sample(rng: Rng, samples: number): tf.Tensor;
}

export const point = (place: tf.Tensor): Point => {
  const draw = (_rng: Rng, samples: number): tf.Tensor =>
    samples === 1 ? place.expandDims(0) : tf.tile(place.expandDims(0), [samples, 1, 1]);
  return { mean: place, sample: draw, reparameterizedSample: draw };
};
