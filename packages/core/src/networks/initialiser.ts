import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random.ts";

/** How the weights [inputs, outputs] of a layer begin. */
export type Initialiser = (rng: Rng, inputs: number, outputs: number) => tf.Tensor;

/** Uniform in ±√(6 / (inputs + outputs)) (Glorot & Bengio 2010): what Keras does by default. */
export const glorotUniform: Initialiser = (rng, inputs, outputs) => {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return rng
    .uniform([inputs, outputs])
    .mul(2 * limit)
    .sub(limit);
};
