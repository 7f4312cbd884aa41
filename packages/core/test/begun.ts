import * as tf from "@tensorflow/tfjs";
import { type Model, rng, type TrainedModel, trainedModel } from "../src/index.ts";
import type { Parameters } from "../src/networks/index.ts";

/** A model with its first parameters, some of them replaced by those given, which are disposed. */
export const begun = <M extends Model>(
  model: M,
  seed: number,
  others: Parameters = {},
): TrainedModel<M> => {
  const first = model.init(rng(seed));
  const trained = trainedModel(model, { ...first, ...others });
  tf.dispose([first, others]);
  return trained;
};
