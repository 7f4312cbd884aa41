import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { momentsOf } from "../theory/covariance.ts";
import { bernoulliScale, rescaledCovariance } from "../theory/rescaled-covariance.ts";

/** The coordinate of examples along the direction in which their variance is largest. */
export interface LeadingComponent {
  /** λ₁, the variance along it. */
  readonly variance: number;
  /** One value per example, of mean 0 and variance 1, in rising order. */
  readonly values: Float64Array;
  /** E x⁴ of these values; 3 if they are normal. */
  readonly kurtosis: number;
  /** Σ eᵢ⁴ of the unit vector along it for a Bernoulli likelihood, 0 for a Gaussian one. */
  readonly fourthPowers: number;
}

/**
 * The leading component of N examples of D values, row-major. For a Bernoulli likelihood it is that of
 * (x − p̄)/√(p̄(1 − p̄)), constant values left out, whose λ₁ is the beta at which collapse loses its
 * stability.
 */
export const leadingComponent = (
  examples: ArrayLike<number>,
  dataSize: number,
  likelihood: "bernoulli" | "gaussian",
  moments = momentsOf(examples, dataSize),
): LeadingComponent => {
  const isBernoulli = likelihood === "bernoulli";
  const { mean, size: N } = moments;
  const { kept, scale, matrix } = rescaledCovariance(
    moments,
    isBernoulli ? bernoulliScale : () => 1,
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(kept.length, kept.length, matrix),
    { assumeSymmetric: true },
  );
  const variance = Math.max(...realEigenvalues);
  const direction = eigenvectorMatrix.getColumn(realEigenvalues.indexOf(variance));
  const values = Float64Array.from({ length: N }, (_, n) =>
    kept.reduce((sum, d, i) => {
      const value = (examples[n * dataSize + d] as number) - (mean[d] as number);
      return sum + value * (scale[i] as number) * (direction[i] as number);
    }, 0),
  ).map((value) => value / Math.sqrt(variance));
  return {
    ...{ variance, values: values.sort() },
    kurtosis: values.reduce((sum, x) => sum + x ** 4, 0) / N,
    fourthPowers: isBernoulli ? direction.reduce((sum, e) => sum + e ** 4, 0) : 0,
  };
};

/** Means of `count` equal parts of sorted values, scaled to mean 0 and variance 1. */
export const quantileMeans = (sorted: Float64Array, count: number): number[] => {
  const means = Array.from({ length: count }, (_, i) => {
    const part = sorted.subarray(
      Math.floor((i * sorted.length) / count),
      Math.floor(((i + 1) * sorted.length) / count),
    );
    return part.reduce((sum, x) => sum + x, 0) / part.length;
  });
  const mean = means.reduce((sum, x) => sum + x, 0) / count;
  const deviation = Math.sqrt(means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
  return means.map((x) => (x - mean) / deviation);
};
