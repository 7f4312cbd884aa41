import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/** Named tensors: `encoder.hidden1.weights`, … Never changed in place. */
export type Parameters = Readonly<Record<string, tf.Tensor>>;

/** What has parameters: how they are called and shaped, and how they begin. */
export interface Parameterised {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Names of those that no gradient changes: statistics of the data, states of controllers. */
  readonly nonTrainable?: readonly string[];
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
export const joinParameters = (...parts: readonly Parameterised[]): Parameterised => ({
  shapes: Object.assign({}, ...parts.map((part) => part.shapes)),
  nonTrainable: parts.flatMap((part) => part.nonTrainable ?? []),
  init: (rng) => Object.assign({}, ...parts.map((part) => part.init(rng))),
});

/** A tensor for each parameter, under its name and in its place. */
export const mapped = (
  parameters: Parameters,
  f: (name: string, parameter: tf.Tensor) => tf.Tensor,
): Parameters =>
  Object.fromEntries(Object.entries(parameters).map(([name, p]) => [name, f(name, p)]));

/** Names of the parameters that gradients change. */
export const trainableNames = ({ shapes, nonTrainable = [] }: Parameterised): readonly string[] =>
  Object.keys(shapes).filter((name) => !nonTrainable.includes(name));

/** The parameters of these names. @throws Error naming the one that is missing */
export const pick = (parameters: Parameters, names: readonly string[]): Parameters =>
  Object.fromEntries(names.map((name) => [name, parameter(parameters, name)]));
