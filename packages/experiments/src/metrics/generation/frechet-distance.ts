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

/** The root of a symmetric matrix; eigenvalues below 0 by rounding count as 0. */
const rootOf = (matrix: Matrix): Matrix => {
  const { realEigenvalues, eigenvectorMatrix: V } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const roots = Matrix.diag(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))));
  return V.mmul(roots).mmul(V.transpose());
};

/** Eigenvalues below this share of the largest are directions without variance. */
const rankTolerance = 1e-10;

/** xᵀAx of each row x, for a symmetric A. */
const quadraticForms = (rows: Matrix, A: Matrix): Float64Array => {
  const K = A.rows;
  const a = A.to1DArray();
  return Float64Array.from({ length: rows.rows }, (_, n) => {
    const x = rows.getRow(n);
    let form = 0;
    for (let k = 0; k < K; k++) {
      let half = ((a[k * K + k] as number) * (x[k] as number)) / 2;
      for (let j = 0; j < k; j++) half += (a[k * K + j] as number) * (x[j] as number);
      form += 2 * half * (x[k] as number);
    }
    return form;
  });
};

/** The moments of the points that others are compared with, and the root of their covariance. */
export interface FrechetReference extends Moments {
  readonly root: Matrix;
}

/** Points that several others are compared with. */
export const frechetReference = (points: Points): FrechetReference => {
  const moments = momentsOf(points);
  return { ...moments, root: rootOf(moments.covariance) };
};

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
export const frechetDistance = (data: Points | FrechetReference, generated: Points): Estimate => {
  const { root: rootA, ...a } = "root" in data ? data : frechetReference(data);
  const b = momentsOf(generated);
  const shift = Matrix.sub(b.mean, a.mean);
  const middle = rootA.mmul(b.covariance).mmul(rootA);
  const { realEigenvalues, eigenvectorMatrix: V } = new EigenvalueDecomposition(
    Matrix.add(middle, middle.transpose()).div(2),
    { assumeSymmetric: true },
  );
  const values = realEigenvalues.map((value) => Math.max(0, value));
  const overlap = values.reduce((sum, value) => sum + Math.sqrt(value), 0);
  const value = shift.dot(shift) + a.covariance.trace() + b.covariance.trace() - 2 * overlap;

  const floor = rankTolerance * Math.max(...values);
  const powers = (exponent: number) =>
    values.map((eigenvalue) => (eigenvalue > floor ? eigenvalue ** exponent : 0));
  // With V and λ of C₁^½C₂C₁^½, the maps C₁^½ V λ^−½ Vᵀ C₁^½ and, as C₂^½(C₂^½C₁C₂^½)^−½C₂^½, its inverse
  const mapOf = (directions: Matrix, weights: number[]) =>
    directions.mmul(Matrix.diag(weights)).mmul(directions.transpose());
  const directions = rootA.mmul(V);
  const fromB = mapOf(directions, powers(-0.5));
  const fromA = mapOf(b.covariance.mmul(directions), powers(-1.5));
  const identity = Matrix.eye(b.covariance.rows);
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
