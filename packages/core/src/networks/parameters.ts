import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random.ts";

/** Named tensors: `encoder.hidden1.weights`, … Never changed in place. */
export type Parameters = Readonly<Record<string, tf.Tensor>>;

/** What has parameters: how they are called and shaped, and how they begin. */
export interface Parameterised {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  init(rng: Rng): Parameters;
}

/** Parameters in, activations out. The record may hold other networks' parameters too. */
export interface Network extends Parameterised {
  apply(parameters: Parameters, x: tf.Tensor): tf.Tensor;
}

/** @throws Error naming the parameter that is missing */
export const parameter = (parameters: Parameters, name: string): tf.Tensor => {
  const found = parameters[name];
  if (found === undefined)
    throw new Error(`parameters must hold ${name}, got ${Object.keys(parameters).join(", ")}`);
  return found;
};

/** The parameters of several parts as one record; the names must differ. */
export const together = (...parts: readonly Parameterised[]): Parameterised => ({
  shapes: Object.assign({}, ...parts.map((part) => part.shapes)),
  init: (rng) => Object.assign({}, ...parts.map((part) => part.init(rng))),
});
