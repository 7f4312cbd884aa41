import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { momentsOf } from "./covariance.ts";
import { bernoulliScale, rescaledCovariance } from "./rescaled-covariance.ts";

/** What the theory of linear VAEs needs to know of a data set: eigenvalues, in descending order. */
export interface DataSpectrum {
  /** N, the number of examples. */
  readonly size: number;
  /** D, the number of values of an example. */
  readonly dataSize: number;
  /** λᵢ: all D eigenvalues of the covariance of the examples (divided by N). */
  readonly eigenvalues: readonly number[];
  /**
   * The eigenvalues of H^-½ Σ H^-½ with Σ the covariance, H = diag p̄(1 − p̄) and p̄ the mean example;
   * constant values are left out. The largest is the beta above which collapse is locally stable for a
   * decoder of Bernoulli logits. Absent for data outside [0, 1].
   */
  readonly bernoulliEigenvalues?: readonly number[];
}

/** The largest D for which a spectrum is computed; the time grows as D³. */
export const maxDataSize = 2048;

/** Eigenvalues of a symmetric, positive semi-definite matrix [D·D]; rounding below 0 counts as 0. */
const eigenvaluesOf = (matrix: ArrayLike<number>, D: number): number[] =>
  D === 0
    ? []
    : new EigenvalueDecomposition(Matrix.from1DArray(D, D, Float64Array.from(matrix)), {
        assumeSymmetric: true,
      }).realEigenvalues
        .map((value) => Math.max(0, value))
        .sort((a, b) => b - a);

const isInUnitInterval = (values: ArrayLike<number>): boolean => {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= 0 && value <= 1)) return false;
  }
  return true;
};

/**
 * The spectrum of N examples of D values, row-major, by ml-matrix's solver for symmetric matrices.
 * @throws RangeError for examples of more than `maxDataSize` values
 */
export const dataSpectrum = (values: ArrayLike<number>, dataSize: number): DataSpectrum => {
  if (dataSize > maxDataSize)
    throw new RangeError(
      `cannot compute the spectrum: an example must have at most ${maxDataSize} values (got ${dataSize}); use smaller images`,
    );
  const moments = momentsOf(values, dataSize);
  const spectrum = {
    size: moments.size,
    dataSize,
    eigenvalues: eigenvaluesOf(moments.covariance, dataSize),
  };
  if (!isInUnitInterval(values)) return spectrum;
  const { matrix, kept } = rescaledCovariance(moments, bernoulliScale);
  return { ...spectrum, bernoulliEigenvalues: eigenvaluesOf(matrix, kept.length) };
};
