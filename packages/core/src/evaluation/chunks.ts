import * as tf from "@tensorflow/tfjs";
import { freeingTape } from "../tensors/gradients.ts";
import { rowsOf } from "../tensors/shapes.ts";

/** Rows that are evaluated at once: large enough to be fast, small enough for any memory. */
const rowsAtOnce = 512;

/** A run of rows: the first one's number and the rows as a tensor [rows, width]. */
export interface Chunk {
  readonly start: number;
  readonly rows: number;
}

/**
 * Visits `values`, rows of `width` numbers, in order and in one tidy each.
 * @returns the number of rows
 */
export const forEachChunk = (
  name: string,
  values: Float32Array,
  width: number,
  visit: (tensor: tf.Tensor2D, chunk: Chunk) => void,
): number => {
  const count = rowsOf(name, values, width);
  for (let start = 0; start < count; start += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, count - start);
    const visitChunk = () => {
      const slice = values.subarray(start * width, (start + rows) * width);
      visit(tf.tensor2d(slice, [rows, width]), { start, rows });
    };
    freeingTape(() => tf.tidy(visitChunk));
  }
  return count;
};

/** The numbers of a tensor, written to `out` from the position `at` on. */
export const write = (out: Float32Array, at: number, tensor: tf.Tensor): void =>
  out.set(tensor.dataSync(), at);
