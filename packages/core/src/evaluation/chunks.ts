import * as tf from "@tensorflow/tfjs";
import { freeingTape } from "../tensors/gradients.ts";
import { rowsOf } from "../tensors/shapes.ts";

/** Rows per batch: large enough to be fast, small enough for little memory. */
const rowsAtOnce = 512;

/** A batch of rows: the index of the first, and the rows as a tensor [rows, width]. */
export interface Chunk {
  readonly start: number;
  readonly rows: number;
}

/**
 * Visits `values`, rows of `width` numbers, batch by batch in order, each in its own tf.tidy.
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

/** Writes a tensor's values to `out`, from position `at` on. */
export const write = (out: Float32Array, at: number, tensor: tf.Tensor): void =>
  out.set(tensor.dataSync(), at);
