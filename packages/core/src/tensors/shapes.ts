import type * as tf from "@tensorflow/tfjs";
import { shown } from "../arguments.ts";
import { requireFloat32Array } from "./float32-array.ts";

/** The letters of the axes, in the order in which they appear in every tensor. */
export interface Axes {
  /** Samples drawn from q(z|x). */
  readonly S: number;
  /** Examples of a batch. */
  readonly B: number;
  /** Latent units. */
  readonly K: number;
  /** Data dimensions (pixels). */
  readonly D: number;
}

/** A tensor or an array does not have the shape that the rule asks for. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/**
 * Checks a tensor where it enters or leaves a part: `assertShape("z", z, { S, B, K })`; an axis given
 * as undefined may have any size. `remedy` ends the message.
 * @throws ShapeError `z must have shape [S, B, K = 20], got [128, 20]`
 * @throws TypeError where it is no tensor
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
 * How many rows of `width` numbers the array holds.
 * @throws TypeError unless it is a Float32Array
 * @throws ShapeError when it does not hold at least one, and whole ones only
 */
export const rowsOf = (name: string, values: Float32Array, width: number): number => {
  requireFloat32Array(name, values);
  const rows = values.length / width;
  if (rows >= 1 && Number.isInteger(rows)) return rows;
  throw new ShapeError(
    `${name} must hold one or more rows of ${width} numbers, got ${values.length} numbers`,
  );
};
