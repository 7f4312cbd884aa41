/** An estimate with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
};

/** The sample variance, with divisor n − 1; 0 for one value. */
export const varianceOf = (values: ArrayLike<number>): number => {
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - mean) ** 2;
  return values.length > 1 ? sum / (values.length - 1) : 0;
};

/** The mean of independent values with its standard error, which is ∞ for one value. */
export const estimateOf = (values: ArrayLike<number>): Estimate => ({
  value: meanOf(values),
  standardError: values.length > 1 ? Math.sqrt(varianceOf(values) / values.length) : Infinity,
});

/** The standard error of the mean of independent estimates with the given standard errors. */
export const errorOfMean = (standardErrors: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < standardErrors.length; i++) sum += (standardErrors[i] as number) ** 2;
  return Math.sqrt(sum) / standardErrors.length;
};

/** log Σ exp of the values from `start` to `end`; −∞ for none. */
export const logSumExp = (values: ArrayLike<number>, start = 0, end = values.length): number => {
  let largest = -Infinity;
  for (let i = start; i < end; i++) largest = Math.max(largest, values[i] as number);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = start; i < end; i++) sum += Math.exp((values[i] as number) - largest);
  return largest + Math.log(sum);
};

/** The log of the mean weight, from log weights; standard error by the delta method. */
export const logMeanExp = (logWeights: ArrayLike<number>): Estimate => {
  const n = logWeights.length;
  const total = logSumExp(logWeights);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += Math.exp(2 * ((logWeights[i] as number) - total));
  return {
    value: total - Math.log(n),
    standardError: n > 1 ? Math.sqrt(Math.max(0, (n * squares - 1) / (n - 1))) : Infinity,
  };
};
