import * as tf from "@tensorflow/tfjs";
import type { TensorMoments } from "./elbo-of-moments.ts";
import { type RowAdam, rowAdam } from "./row-adam.ts";

/** Separate variational parameters of N observations, which start at the prior N(0, I). */
export interface MomentsTable {
  /** q of some rows. The caller disposes it, or is in a tidy. */
  at(rows: ArrayLike<number>): TensorMoments;
  /** One step of some rows along minus the gradient in their moments. */
  step(rows: ArrayLike<number>, gradient: TensorMoments): void;
  /** Sets the moments of every row. */
  set(moments: TensorMoments): void;
}

const rowsAt = (values: Float32Array, rows: ArrayLike<number>, K: number): tf.Tensor => {
  const found = new Float32Array(rows.length * K);
  for (let b = 0; b < rows.length; b++) {
    const n = rows[b] as number;
    found.set(values.subarray(n * K, (n + 1) * K), b * K);
  }
  return tf.tensor2d(found, [rows.length, K]);
};

/** A table of N·K means and log-variances. */
export const momentsTable = (N: number, K: number, learningRate: number): MomentsTable => {
  const tables: Readonly<Record<keyof TensorMoments, RowAdam>> = {
    mean: rowAdam(N, K, learningRate),
    logVariance: rowAdam(N, K, learningRate),
  };
  return {
    at: (rows) => ({
      mean: rowsAt(tables.mean.values, rows, K),
      logVariance: rowsAt(tables.logVariance.values, rows, K),
    }),
    step: (rows, { mean, logVariance }) => {
      tables.mean.step(rows, mean.dataSync());
      tables.logVariance.step(rows, logVariance.dataSync());
    },
    set: ({ mean, logVariance }) => {
      tables.mean.values.set(mean.dataSync());
      tables.logVariance.values.set(logVariance.dataSync());
    },
  };
};
