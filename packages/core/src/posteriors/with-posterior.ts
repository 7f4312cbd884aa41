import type * as tf from "@tensorflow/tfjs";
import type { Minibatch } from "../data/minibatch.ts";
import type { Normal } from "../distributions/normal.ts";
import type { Parameters } from "../networks/parameters.ts";

/** A model with q(z|x), and optionally another in training. */
interface Encoding {
  posterior(parameters: Parameters, x: tf.Tensor): Normal;
  posteriorInTraining?(parameters: Parameters, minibatch: Minibatch): Normal;
}

/** q(z|x) in a training step. */
export const inTraining = (model: Encoding, parameters: Parameters, minibatch: Minibatch): Normal =>
  model.posteriorInTraining?.(parameters, minibatch) ?? model.posterior(parameters, minibatch.x);

/** The model with `change` applied to q(z|x), in training and after it. */
export const withPosterior = <M extends Encoding>(model: M, change: (q: Normal) => Normal): M => ({
  ...model,
  posterior: (parameters: Parameters, x: tf.Tensor) => change(model.posterior(parameters, x)),
  posteriorInTraining: (parameters: Parameters, minibatch: Minibatch) =>
    change(inTraining(model, parameters, minibatch)),
});
