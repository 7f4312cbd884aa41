import { mean, standardError } from "@vae-lab/statistics";

/** The trace of a covariance, with its standard error over the estimates. */
export interface CovarianceTrace {
  readonly value: number;
  readonly standardError: number;
}

/** The trace of the covariance of independent estimates of one vector: the sum of their variances. */
export const covarianceTrace = (estimates: readonly Float32Array[]): CovarianceTrace => {
  const R = estimates.length;
  const centre = new Float64Array(estimates[0]?.length ?? 0);
  for (const estimate of estimates)
    for (let i = 0; i < centre.length; i++)
      centre[i] = (centre[i] as number) + (estimate[i] as number) / R;
  const distances = estimates.map((estimate) => {
    let sum = 0;
    for (let i = 0; i < centre.length; i++)
      sum += ((estimate[i] as number) - (centre[i] as number)) ** 2;
    return (sum * R) / (R - 1);
  });
  return { value: mean(distances), standardError: standardError(distances) };
};
