import * as tf from "@tensorflow/tfjs";
import { fromTensors, type PlainTensor } from "../models/trained-model.ts";
import { pick, trainableNames } from "../networks/parameters.ts";
import { streamsOf } from "../random/streams.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";
import { parameterisedOf, type Trainable } from "./trainable.ts";

/**
 * The state before the first step of a training whose model has these parameters, such as those of a
 * checkpoint: a warm start. Parameters of the estimator, controllers and the optimizer begin as they do
 * without it. Pass it as `from`:
 * `train(trainable, data, { from: initialSnapshot(trainable, tensors, seed), seed, … })`.
 * @throws ShapeError unless the tensors are the model's parameters
 */
export const initialSnapshot = (
  trainable: Trainable,
  tensors: Readonly<Record<string, PlainTensor>>,
  seed: number,
): Snapshot => {
  fromTensors<Trainable["model"]>(trainable.model, tensors).dispose(); // checks them
  const whole = parameterisedOf(trainable);
  const parameters = whole.init(streamsOf(seed).parameters);
  const optimizerState = trainable.optimizer.init(pick(parameters, trainableNames(whole)));
  try {
    const fresh = snapshotOf({ parameters, optimizerState });
    return { ...fresh, parameters: { ...fresh.parameters, ...tensors } };
  } finally {
    tf.dispose([parameters, optimizerState.slots]);
  }
};
