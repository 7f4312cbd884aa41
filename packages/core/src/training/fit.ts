import { type TrainedModel, trainedModel } from "../models/trained-model.ts";
import { type TrainingOptions, train } from "./train.ts";
import type { Trainable } from "./trainable.ts";

/**
 * Trains on `data`, N rows of the model's `dataSize`, row-major, and returns the trained model, which the
 * caller disposes.
 * @throws TypeError, RangeError, ShapeError for invalid arguments and data
 * @throws NonFiniteError when a term of the loss becomes NaN or infinite
 */
export const fit = async <T extends Trainable>(
  trainable: T,
  data: Float32Array,
  options: TrainingOptions,
): Promise<TrainedModel<T["model"]>> => {
  for await (const event of train(trainable, data, options))
    if (event.kind === "epoch" && event.epoch === options.epochs)
      return trainedModel(event.trained.model, event.trained.parameters);
  throw new RangeError(`epochs must be a whole number ≥ 1, got ${options.epochs}`);
};
