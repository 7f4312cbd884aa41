/** Mean and covariance of the examples of a data set, in float64. */
export interface Moments {
  /** N, the number of examples. */
  readonly size: number;
  /** D. */
  readonly mean: Float64Array;
  /** D·D, row-major, divided by N. */
  readonly covariance: Float64Array;
}

/**
 * The mean and the covariance E xxᵀ − E x E xᵀ of N examples of D values, row-major. Zeros are left out
 * of the sums, so that images with a black background take a fraction of N·D² operations.
 */
export const momentsOf = (values: ArrayLike<number>, dataSize: number): Moments => {
  const D = dataSize;
  const N = values.length / D;
  const mean = new Float64Array(D);
  const covariance = new Float64Array(D * D);
  const at = new Int32Array(D);
  const x = new Float64Array(D);
  for (let n = 0; n < N; n++) {
    let count = 0;
    for (let d = 0; d < D; d++) {
      const value = values[n * D + d] as number;
      if (value === 0) continue;
      at[count] = d;
      x[count++] = value;
      mean[d] = (mean[d] as number) + value / N;
    }
    for (let i = 0; i < count; i++) {
      const row = (at[i] as number) * D;
      const own = (x[i] as number) / N;
      for (let j = 0; j <= i; j++) {
        const entry = row + (at[j] as number);
        covariance[entry] = (covariance[entry] as number) + own * (x[j] as number);
      }
    }
  }
  for (let i = 0; i < D; i++)
    for (let j = 0; j <= i; j++) {
      const entry = (covariance[i * D + j] as number) - (mean[i] as number) * (mean[j] as number);
      covariance[i * D + j] = entry;
      covariance[j * D + i] = entry;
    }
  return { size: N, mean, covariance };
};
