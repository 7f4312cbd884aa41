import { shown } from "../arguments.ts";
import { rowsOf } from "../tensors/shapes.ts";

/** D numbers, one for each column, or one number for all. */
export type PerColumn = number | readonly number[];

/**
 * How data become what a model takes: (x − shift) / scale. It is a part of the model: estimated on the
 * training split, saved with the parameters, and undone on what the model puts out. As JSON it keeps
 * every bit.
 */
export interface AffineTransform {
  readonly shift: PerColumn;
  readonly scale: PerColumn;
}

const requirePerColumn = (name: string, value: PerColumn, columns: number): void => {
  const numbers = typeof value === "number" ? [value] : value;
  if (typeof value !== "number" && value.length !== columns)
    throw new RangeError(`${name} must hold ${columns} numbers or be one, got ${value.length}`);
  const i = numbers.findIndex((one) => !Number.isFinite(one) || (name === "scale" && one <= 0));
  if (i >= 0)
    throw new RangeError(
      `${name}[${i}] must be a finite number${name === "scale" ? " > 0" : ""}, got ${shown(numbers[i])}`,
    );
};

const requireTransform = ({ shift, scale }: AffineTransform, columns: number): void => {
  requirePerColumn("shift", shift, columns);
  requirePerColumn("scale", scale, columns);
};

const at = (value: PerColumn, column: number): number =>
  typeof value === "number" ? value : (value[column] as number);

/**
 * (x − shift) / scale of rows of `columns` values, computed in double precision.
 * @param into where the result goes: a new array, or `values` itself to save memory
 * @throws ShapeError unless `values` holds whole rows
 * @throws RangeError unless the transform has one number or `columns` of them, and scales > 0
 */
export const applyTransform = (
  transform: AffineTransform,
  values: Float32Array,
  columns: number,
  into: Float32Array = new Float32Array(values.length),
): Float32Array => {
  rowsOf("values", values, columns);
  requireTransform(transform, columns);
  const { shift, scale } = transform;
  for (let i = 0, column = 0; i < values.length; i++) {
    into[i] = ((values[i] as number) - at(shift, column)) / at(scale, column);
    if (++column === columns) column = 0;
  }
  return into;
};

/**
 * y · scale + shift of rows of `columns` values: what the model puts out, in the units of the data.
 * @throws ShapeError unless `values` holds whole rows
 * @throws RangeError unless the transform has one number or `columns` of them, and scales > 0
 */
export const undoTransform = (
  transform: AffineTransform,
  values: Float32Array,
  columns: number,
): Float32Array => {
  rowsOf("values", values, columns);
  requireTransform(transform, columns);
  const { shift, scale } = transform;
  const undone = new Float32Array(values.length);
  for (let i = 0, column = 0; i < values.length; i++) {
    undone[i] = (values[i] as number) * at(scale, column) + at(shift, column);
    if (++column === columns) column = 0;
  }
  return undone;
};

/**
 * log |det| of the transform of one row, Σ log scale: log p of the data in their own units is the
 * model's log density minus this (for densities; probabilities of bits have no such term).
 */
export const logScale = ({ scale }: AffineTransform, columns: number): number =>
  typeof scale === "number"
    ? columns * Math.log(scale)
    : scale.reduce((sum, one) => sum + Math.log(one), 0);
