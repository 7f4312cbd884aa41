import * as tf from "@tensorflow/tfjs";
import { freeingTape } from "../tensors/gradients.ts";
import { rowsOf } from "../tensors/shapes.ts";

/** Rows per batch: large enough to be fast, small enough for little memory. */
const rowsAtOnce = 512;

/** Numbers per tensor of data, 2 MB, unless one row alone has more. */
const valuesAtOnce = 2 ** 19;

/** Rows per batch of rows for which a model computes `width` numbers each: at most 512. */
export const rowsPerBatch = (width: number): number =>
  Math.max(1, Math.min(rowsAtOnce, Math.floor(valuesAtOnce / width)));

/** Whether 512 rows of D numbers are too many for one batch. */
export const isWide = (dataSize: number): boolean => rowsPerBatch(dataSize) < rowsAtOnce;

/** A batch of rows: the index of the first, and the rows as a tensor [rows, width]. */
export interface Chunk {
  readonly start: number;
  readonly rows: number;
}

/**
 * Visits `values`, rows of `width` numbers, batch by batch in order, each in its own tf.tidy. Where noise
 * is keyed by the start of a batch, other batches than the default of 512 rows draw other numbers.
 * @returns the number of rows
 */
export const forEachChunk = (
  name: string,
  values: Float32Array,
  width: number,
  visit: (tensor: tf.Tensor2D, chunk: Chunk) => void,
  batch = rowsAtOnce,
): number => {
  const count = rowsOf(name, values, width);
  for (let start = 0; start < count; start += batch) {
    const rows = Math.min(batch, count - start);
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
