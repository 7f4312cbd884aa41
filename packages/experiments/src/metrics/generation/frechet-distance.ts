import type { Estimate } from "@vae-lab/core/evaluation";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { countOf, type Points } from "./nearest-neighbours.ts";

interface Moments {
  readonly mean: Matrix;
  readonly covariance: Matrix;
  /** The rows less their mean. */
  readonly centred: Matrix;
}

const momentsOf = (points: Points): Moments => {
  const n = countOf(points);
  const rows = Matrix.from1DArray(n, points.width, points.values);
  const mean = Matrix.rowVector(rows.mean("column"));
  const centred = rows.subRowVector(mean);
  return {
    mean,
    centred,
    covariance: centred
      .transpose()
      .mmul(centred)
      .div(n - 1),
  };
};

/** f of a symmetric matrix, by its eigenvalues; those below 0 by rounding count as 0. */
const ofSymmetric = (matrix: Matrix, f: (eigenvalue: number) => number): Matrix => {
  const { realEigenvalues, eigenvectorMatrix: V } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const diagonal = Matrix.diag(realEigenvalues.map((value) => f(Math.max(0, value))));
  return V.mmul(diagonal).mmul(V.transpose());
};

/** Eigenvalues below this share of the largest are directions without variance. */
const rankTolerance = 1e-10;

/** ½(xᵀAx) of each row x. */
const quadraticForms = (rows: Matrix, A: Matrix): number[] => rows.mmul(A).mul(rows).sum("row");

/**
 * The squared Fréchet distance (2-Wasserstein distance of the normals with the moments) of two sets
 * of points: |m₁ − m₂|² + tr(C₁ + C₂ − 2(C₁^½ C₂ C₁^½)^½) (Dowson & Landau 1982). In squared units of
 * the features, ≥ 0; 0 for equal moments. It sees means and covariances only, and the estimate is too
 * large by about width²/n: compare equal numbers of points. It is no FID, whose features are those of a
 * trained Inception network.
 *
 * The standard error is that of the linearised distance (delta method): its derivative in C₂ is I − T
 * with T the optimal map C₁^½ (C₁^½ C₂ C₁^½)^−½ C₁^½. It is 0 to first order at equal moments, where it
 * understates the error.
 */
export const frechetDistance = (data: Points, generated: Points): Estimate => {
  const [a, b] = [momentsOf(data), momentsOf(generated)];
  const shift = Matrix.sub(b.mean, a.mean);
  const rootA = ofSymmetric(a.covariance, Math.sqrt);
  const rootB = ofSymmetric(b.covariance, Math.sqrt);
  const middle = rootA.mmul(b.covariance).mmul(rootA);
  const symmetric = Matrix.add(middle, middle.transpose()).div(2);
  const values = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true }).realEigenvalues;
  const overlap = values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  const value = shift.dot(shift) + a.covariance.trace() + b.covariance.trace() - 2 * overlap;

  const floor = rankTolerance * Math.max(...values);
  const inverseRoot = (eigenvalue: number) => (eigenvalue > floor ? 1 / Math.sqrt(eigenvalue) : 0);
  const fromB = rootA.mmul(ofSymmetric(symmetric, inverseRoot)).mmul(rootA);
  const other = rootB.mmul(a.covariance).mmul(rootB);
  const otherSymmetric = Matrix.add(other, other.transpose()).div(2);
  const fromA = rootB.mmul(ofSymmetric(otherSymmetric, inverseRoot)).mmul(rootB);
  const identity = Matrix.eye(data.width);
  const influence = ({ centred }: Moments, sign: number, map: Matrix): number => {
    const linear = centred
      .mmul(shift.transpose())
      .mul(2 * sign)
      .to1DArray();
    const squared = quadraticForms(centred, Matrix.sub(identity, map));
    const changes = linear.map((each, i) => each + (squared[i] ?? 0));
    const mean = changes.reduce((sum, each) => sum + each, 0) / changes.length;
    const spread = changes.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    return spread / (changes.length - 1) / changes.length;
  };
  const variance = influence(a, -1, fromA) + influence(b, 1, fromB);
  return { value: Math.max(0, value), standardError: Math.sqrt(variance) };
};
