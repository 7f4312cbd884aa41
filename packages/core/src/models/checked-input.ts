import { shown } from "../arguments.ts";
import { requireFinite } from "../likelihoods/data-rules.ts";
import type { DataSpace } from "../likelihoods/likelihood.ts";
import type { Parameters } from "../networks/parameters.ts";
import { rowsOf } from "../tensors/shapes.ts";

/** A model was used after its parameters were freed. */
export class DisposedError extends Error {
  override readonly name = "DisposedError";
}

const remedyOf = (value: unknown): string => {
  if (value instanceof Promise) return "await it";
  if (typeof value === "function") return "call it, then train what it returns with fit";
  const isRecipe = typeof value === "object" && value !== null && "optimizer" in value;
  return isRecipe ? "train it with fit" : "pass what fit or restore returns";
};

/**
 * Returns its argument if it is a usable model with parameters.
 * @throws TypeError for anything else, such as a promise of a model or an untrained recipe
 * @throws DisposedError after dispose()
 */
export const requireParameters = <
  T extends { readonly model: object; readonly parameters: Parameters },
>(
  trained: T,
): T => {
  if (!trained?.model || !trained.parameters)
    throw new TypeError(
      `a trained model must have a model and its parameters, got ${shown(trained)}; ${remedyOf(trained)}`,
    );
  if (Object.values(trained.parameters).some(({ isDisposed }) => isDisposed))
    throw new DisposedError(
      "cannot use this model: its parameters are disposed; use it before dispose(), and keep the model of a training event with trainedModel(model, parameters) before the next event",
    );
  return trained;
};

/**
 * The number of rows in `x`: rows of `dataSize` numbers on which the likelihood is defined.
 * @throws TypeError unless x is a Float32Array
 * @throws ShapeError unless it holds whole rows, at least one
 * @throws RangeError naming the first value on which the likelihood is not defined
 */
export const requireRows = (
  name: string,
  x: Float32Array,
  model: Pick<DataSpace, "requireData"> & { readonly dataSize: number },
): number => {
  const rows = rowsOf(name, x, model.dataSize);
  model.requireData(name, x);
  return rows;
};

/**
 * The number of codes in `z`: rows of `latentSize` finite numbers.
 * @throws TypeError unless z is a Float32Array
 * @throws ShapeError unless it holds whole rows, at least one
 * @throws RangeError naming the first value that is not finite
 */
export const requireCodes = (
  name: string,
  z: Float32Array,
  { latentSize }: { readonly latentSize: number },
): number => {
  const rows = rowsOf(name, z, latentSize);
  requireFinite(name, z);
  return rows;
};
