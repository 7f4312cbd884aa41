import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { rowsAt, spacedIndices } from "../../metrics/spaced-rows.ts";

/** Eigenvalues of a covariance, in descending order. */
export interface SampleSpectrum {
  /** The number of samples that it was computed from. */
  readonly samples: number;
  /** The eigenvalues that are not 0, at most `samples` − 1 and D of them. */
  readonly eigenvalues: readonly number[];
}

/** The matrix to decompose has at most this many rows: the time grows as their third power. */
const maxOrder = 400;
const maxValues = 1_500_000;

/** Rows spread evenly over all, as a matrix whose columns have mean 0. */
const spread = (values: Float32Array, length: number): Matrix => {
  const most = length > maxOrder ? maxOrder : Math.floor(maxValues / length);
  const rows = spacedIndices(values.length / length, most);
  return Matrix.from1DArray(rows.length, length, rowsAt(values, length, rows)).center("column");
};

/**
 * The spectrum of samples of `length` values, of some of them if there are many. The smaller
 * one of XᵀX and XXᵀ is decomposed, whose eigenvalues other than 0 are the same.
 */
export const sampleSpectrum = (values: Float32Array, length: number): SampleSpectrum => {
  const x = spread(values, length);
  const product = x.rows < length ? x.mmul(x.transpose()) : x.transpose().mmul(x);
  const { realEigenvalues } = new EigenvalueDecomposition(product.div(x.rows), {
    assumeSymmetric: true,
  });
  const largest = realEigenvalues.reduce((a, b) => Math.max(a, b), 0);
  return {
    samples: x.rows,
    eigenvalues: realEigenvalues.filter((value) => value > 1e-10 * largest).sort((a, b) => b - a),
  };
};
