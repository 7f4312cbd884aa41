import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/** Transforms the data of a training step, for encoder and likelihood alike: [B, D] → [B, D]. */
export type Observation = (x: tf.Tensor, rng: Rng) => tf.Tensor;

/** Dynamic binarisation: bits drawn at each step with the grey values as probabilities (Burda et al. 2016, §5). */
export const binarisedAnew: Observation = (x, rng) => rng.uniform(x.shape).less(x).cast("float32");

/**
 * A model trained with dynamic binarisation. Evaluate it on data binarised once (`binarised`):
 * outside training nothing is binarised.
 */
export const dynamicallyBinarised = <M extends { readonly observation?: Observation }>(
  model: M,
): M => ({ ...model, observation: binarisedAnew });
