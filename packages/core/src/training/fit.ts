import { type TrainedModel, trainedModel } from "../models/trained-model.ts";
import { type TrainingOptions, train } from "./train.ts";
import type { Trainable } from "./trainable.ts";

/**
 * Trains to the end and returns the model, which the caller disposes.
 * @throws as `train` does
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
