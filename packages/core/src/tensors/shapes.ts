import type * as tf from "@tensorflow/tfjs";
import { shown } from "../arguments.ts";
import { requireFloat32Array } from "./float32-array.ts";

/** The letters of tensor axes, in the order in which they appear. */
export interface Axes {
  /** Samples of q(z|x). */
  readonly S: number;
  /** Examples of a minibatch. */
  readonly B: number;
  /** Numbers of a code. */
  readonly K: number;
  /** Data dimensions (pixels). */
  readonly D: number;
}

/** A tensor or an array has the wrong shape. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/**
 * Checks the shape of a tensor, as in `assertShape("z", z, { S, B, K })`. An undefined axis may have any
 * size. `remedy` is appended to the message.
 * @throws ShapeError such as `z must have shape [S, B, K = 20], got [128, 20]`
 * @throws TypeError if it is not a tensor
 */
export const assertShape = (
  name: string,
  tensor: tf.Tensor,
  axes: { readonly [axis in keyof Axes]?: number | undefined },
  remedy?: string,
): void => {
  const wanted = Object.entries(axes);
  const isTensor = typeof tensor?.rank === "number";
  const fits =
    isTensor &&
    tensor.rank === wanted.length &&
    wanted.every(([, size], i) => size === undefined || size === tensor.shape[i]);
  if (fits) return;
  const rule = wanted.map(([axis, size]) => (size === undefined ? axis : `${axis} = ${size}`));
  const end = remedy === undefined ? "" : `; ${remedy}`;
  if (!isTensor)
    throw new TypeError(
      `${name} must be a tensor of shape [${rule.join(", ")}], got ${shown(tensor)}${end}`,
    );
  throw new ShapeError(
    `${name} must have shape [${rule.join(", ")}], got [${tensor.shape.join(", ")}]${end}`,
  );
};

/**
 * The number of rows of `width` numbers in an array.
 * @throws TypeError unless it is a Float32Array
 * @throws ShapeError unless it has one or more whole rows
 */
export const rowsOf = (name: string, values: Float32Array, width: number): number => {
  requireFloat32Array(name, values);
  const rows = values.length / width;
  if (rows >= 1 && Number.isInteger(rows)) return rows;
  throw new ShapeError(
    `${name} must have one or more rows of ${width} numbers, got ${values.length} numbers`,
  );
};
