import type { Spread } from "./check.ts";

/** Mean and variance of independent estimates, with the standard errors of both. */
export const momentsOf = (values: ArrayLike<number>) => {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (values[i] ?? 0) / n;
  let [second, fourth] = [0, 0];
  for (let i = 0; i < n; i++) {
    const square = ((values[i] ?? 0) - mean) ** 2;
    second += square / n;
    fourth += square ** 2 / n;
  }
  return {
    mean,
    variance: second,
    errorOfMean: Math.sqrt(second / n),
    errorOfVariance: Math.sqrt((fourth - second ** 2) / n),
  };
};

/** Independent estimates as the fields of a comparison. */
export const estimated = (
  values: ArrayLike<number>,
  exactVariance?: number,
): { estimate: number; standardError: number; spread: Spread } => {
  const { mean, variance, errorOfMean, errorOfVariance } = momentsOf(values);
  return {
    estimate: mean,
    standardError: errorOfMean,
    spread: {
      ...{ variance, standardError: errorOfVariance, estimates: values.length },
      ...(exactVariance !== undefined && { exact: exactVariance }),
    },
  };
};
