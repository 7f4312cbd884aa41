export const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
};

/** The mean of no values is NaN. */
export const mean = (values: ArrayLike<number>): number => sum(values) / values.length;

/** The unbiased variance, Σ(x − x̄)² / (n − 1); NaN for fewer than two values. */
export const variance = (values: ArrayLike<number>): number => {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] ?? 0) - centre) ** 2;
  return squares / (values.length - 1);
};

/** The standard error of the mean of independent values; NaN for fewer than two. */
export const standardError = (values: ArrayLike<number>): number =>
  Math.sqrt(variance(values) / values.length);
