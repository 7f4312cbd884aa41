import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Codes seen along their two directions of largest variance. */
export interface PrincipalPlane {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Share of the variance along each axis. */
  readonly explained: readonly [number, number];
}

const centred = (codes: Float32Array, units: number): Matrix =>
  Matrix.from1DArray(codes.length / units, units, codes).center("column");

/** The sign of an eigenvector is free: its largest entry is made positive. */
const oriented = (direction: number[]): number[] => {
  const largest = direction.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  return largest < 0 ? direction.map((entry) => -entry) : direction;
};

/** Principal component analysis of N·K codes (K ≥ 2), by the covariance's eigenvectors. */
export const principalPlane = (codes: Float32Array, units: number): PrincipalPlane => {
  const rows = centred(codes, units);
  const covariance = rows.transpose().mmul(rows).div(rows.rows);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const total = realEigenvalues.reduce((sum, value) => sum + value, 0);
  const value = (k: number): number => realEigenvalues[k] ?? 0;
  const order = realEigenvalues.map((_, k) => k).sort((a, b) => value(b) - value(a));
  const along = (k: number): Float64Array =>
    Float64Array.from(
      rows.mmul(Matrix.columnVector(oriented(eigenvectorMatrix.getColumn(k)))).to1DArray(),
    );
  const [first = 0, second = 0] = order;
  const share = (k: number): number => (total > 0 ? value(k) / total : 0);
  return { x: along(first), y: along(second), explained: [share(first), share(second)] };
};
