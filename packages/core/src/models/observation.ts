import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/** What is seen of the data in a step, by encoder and likelihood alike: [B, D] → [B, D]. */
export type Observation = (x: tf.Tensor, rng: Rng) => tf.Tensor;

/** Bits with the grey values for their chances, drawn anew at each step (Burda et al. 2016, §5). */
export const binarisedAnew: Observation = (x, rng) => rng.uniform(x.shape).less(x).cast("float32");

/**
 * A model that is trained on fresh bits of grey data. It is judged on bits that are drawn once
 * (`binarised`): outside training it sees what it is given.
 */
export const dynamicallyBinarised = <M extends { readonly observation?: Observation }>(
  model: M,
): M => ({ ...model, observation: binarisedAnew });
