import * as tf from "@tensorflow/tfjs";
import { type Model, rng, type Trained, trainedWith } from "../src/index.ts";
import type { Parameters } from "../src/networks/index.ts";

/** A model with its first parameters, some of them replaced by those given, which are disposed. */
export const begun = <M extends Model>(
  model: M,
  seed: number,
  others: Parameters = {},
): Trained<M> => {
  const first = model.init(rng(seed));
  const trained = trainedWith(model, { ...first, ...others });
  tf.dispose([first, others]);
  return trained;
};
