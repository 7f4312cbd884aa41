import * as tf from "@tensorflow/tfjs";
import { mapped, type Parameters, pick } from "../networks/parameters.ts";
import { requireFloat32Array } from "../tensors/float32-array.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { requireParameters } from "./checked-input.ts";
import type { Model } from "./model.ts";

/** A model with its parameters, which outlive tf.tidy. The holder disposes it. */
export interface TrainedModel<M extends Model = Model> {
  readonly model: M;
  readonly parameters: Parameters;
  /** Frees the parameters. A second call does nothing. */
  dispose(): void;
}

/**
 * A model with those of the given parameters that are its own. It holds its own handles on their
 * memory: disposing it does not affect the given parameters.
 */
export const trainedModel = <M extends Model>(
  model: M,
  parameters: Parameters,
): TrainedModel<M> => {
  requireParameters({ model, parameters });
  const own = mapped(pick(parameters, Object.keys(model.shapes)), (_, p) => tf.keep(p.clone()));
  return { model, parameters: own, dispose: () => tf.dispose(own) };
};

/** A tensor as plain numbers: its shape, and its values in row-major order. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * @throws TypeError unless its values are a Float32Array
 * @throws RangeError unless their number matches the shape
 */
export const requirePlainTensor = (name: string, { shape, values }: PlainTensor): void => {
  requireFloat32Array(`the values of ${name}`, values);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== values.length)
    throw new RangeError(
      `${name} must hold ${size} numbers for its shape [${shape.join(", ")}], got ${values.length}`,
    );
};

/** The parameters as plain numbers, by name. */
export const toTensors = (trained: TrainedModel): Record<string, PlainTensor> =>
  Object.fromEntries(
    Object.entries(requireParameters(trained).parameters).map(([name, p]) => [
      name,
      // dataSync may return the tensor's own memory, so copy it
      { shape: [...p.shape], values: new Float32Array(p.dataSync()) },
    ]),
  );

/**
 * A model with parameters from a checkpoint.
 * @throws ShapeError when a parameter is missing, is not the model's, or has another shape
 */
export const fromTensors = <M extends Model>(
  model: M,
  tensors: Readonly<Record<string, PlainTensor>>,
): TrainedModel<M> => {
  const unknown = Object.keys(tensors).find((name) => !Object.hasOwn(model.shapes, name));
  if (unknown !== undefined) {
    const hint =
      unknown === "tensors" ? "; pass the tensors of what decodeSafetensors returns" : "";
    throw new ShapeError(
      `a checkpoint must hold the model's parameters only (${Object.keys(model.shapes).join(", ")}), got ${unknown}${hint}`,
    );
  }
  for (const [name, shape] of Object.entries(model.shapes)) {
    const found = tensors[name];
    const got = found === undefined ? "nothing" : `[${Array.from(found.shape ?? []).join(", ")}]`;
    const wanted = `[${shape.join(", ")}]`;
    if (got !== wanted)
      throw new ShapeError(`${name} must have shape ${wanted} in a checkpoint, got ${got}`);
    if (found !== undefined) requirePlainTensor(name, found);
  }
  const parameters = Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      tf.keep(tf.tensor(values.slice(), [...shape])),
    ]),
  );
  return { model, parameters, dispose: () => tf.dispose(parameters) };
};
