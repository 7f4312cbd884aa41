import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/** Named tensors: `encoder.hidden1.weights`, … They are immutable. */
export type Parameters = Readonly<Record<string, tf.Tensor>>;

/** Something with parameters: their names, shapes and initial values. */
export interface Parameterised {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Names of the parameters without gradients: statistics of the data, states of controllers. */
  readonly nonTrainable?: readonly string[];
  init(rng: Rng): Parameters;
}

/** A function of parameters and activations. The record may also hold other networks' parameters. */
export interface Network extends Parameterised {
  apply(parameters: Parameters, x: tf.Tensor): tf.Tensor;
}

/**
 * The parameter of this name.
 * @throws Error naming the parameter that is missing
 */
export const parameter = (parameters: Parameters, name: string): tf.Tensor => {
  const found = parameters[name];
  if (found === undefined)
    throw new Error(`parameters must hold ${name}, got ${Object.keys(parameters).join(", ")}`);
  return found;
};

/** The parameters of several parts in one record; their names must differ. */
export const joinParameters = (...parts: readonly Parameterised[]): Parameterised => ({
  shapes: Object.assign({}, ...parts.map((part) => part.shapes)),
  nonTrainable: parts.flatMap((part) => part.nonTrainable ?? []),
  init: (rng) => Object.assign({}, ...parts.map((part) => part.init(rng))),
});

/** Applies a function to each parameter; names and order stay. */
export const mapped = (
  parameters: Parameters,
  f: (name: string, parameter: tf.Tensor) => tf.Tensor,
): Parameters =>
  Object.fromEntries(Object.entries(parameters).map(([name, p]) => [name, f(name, p)]));

/** Names of the trainable parameters. */
export const trainableNames = ({ shapes, nonTrainable = [] }: Parameterised): readonly string[] =>
  Object.keys(shapes).filter((name) => !nonTrainable.includes(name));

/** The parameters with the given names. @throws Error naming a missing one */
export const pick = (parameters: Parameters, names: readonly string[]): Parameters =>
  Object.fromEntries(names.map((name) => [name, parameter(parameters, name)]));
