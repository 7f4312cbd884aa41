import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";

/** The directions of largest variance of a data set. */
export interface Eigenmodes {
  readonly mean: Float32Array;
  /** Orthonormal directions as rows: M·D. */
  readonly directions: Matrix;
  /** The variances along them (divided by N), in descending order: M. */
  readonly variances: readonly number[];
}

const rounds = 15;
/** Directions beyond those asked for, so that these converge. */
const extra = 8;

/** The mean and the covariance of N·D values, on the backend. */
const momentsOf = (values: Float32Array, N: number, D: number) =>
  tf.tidy(() => {
    const x = tf.tensor2d(values, [N, D]);
    const mean = x.mean(0);
    const centred = x.sub(mean);
    return { mean, covariance: tf.matMul(centred, centred, true).div(N) as tf.Tensor2D };
  });

/** C·B. */
const product = (C: tf.Tensor2D, B: Matrix): Matrix => {
  const found = tf.tidy(() => C.matMul(tf.tensor2d(B.to1DArray(), [B.rows, B.columns])));
  const values = found.dataSync();
  found.dispose();
  return Matrix.from1DArray(B.rows, B.columns, values);
};

/**
 * The first eigenvectors of the covariance of N rows of D values, by subspace iteration with a final
 * Rayleigh–Ritz step (Halko et al. 2011, algorithm 4.4), which leaves out the other D.
 */
export const eigenmodes = (values: Float32Array, D: number, count: number): Eigenmodes => {
  const N = values.length / D;
  const width = Math.min(D, count + extra);
  const { mean, covariance } = momentsOf(values, N, D);
  const drawn = rng(0)
    .fold("eigenmodes")
    .normals(D * width);
  let basis = Matrix.from1DArray(D, width, drawn);
  for (let round = 0; round < rounds; round++)
    basis = new QrDecomposition(product(covariance, basis)).orthogonalMatrix;
  const small = basis.transpose().mmul(product(covariance, basis));
  const means = Float32Array.from(mean.dataSync());
  tf.dispose([mean, covariance]);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.add(small, small.transpose()).div(2),
    { assumeSymmetric: true },
  );
  const order = realEigenvalues
    .map((value, k) => ({ value: Math.max(0, value), k }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count);
  const turned = basis.mmul(eigenvectorMatrix);
  return {
    mean: means,
    directions: new Matrix(order.map(({ k }) => turned.getColumn(k))),
    variances: order.map(({ value }) => value),
  };
};

/** Coordinates of rows along the modes, less their own mean: N·M. */
export const coordinates = (rows: Float32Array, { directions }: Eigenmodes): Matrix => {
  const D = directions.columns;
  const found = tf.tidy(() => {
    const x = tf.tensor2d(rows, [rows.length / D, D]);
    const V = tf.tensor2d(directions.to1DArray(), [directions.rows, D]);
    return tf.matMul(x.sub(x.mean(0)), V, false, true);
  });
  const values = found.dataSync();
  found.dispose();
  return Matrix.from1DArray(rows.length / D, directions.rows, values);
};
