/** N(mean, exp(logVariance)), in double precision. */
export interface UnivariateNormal {
  readonly mean: number;
  readonly logVariance: number;
}

/** A divergence of q from p, in nats where it has a unit; possibly Infinity. */
export type ExactDivergence = (q: UnivariateNormal, p: UnivariateNormal) => number;

/** The mean m and the log variance l of q in the coordinates where p is N(0, 1). */
export const whitened = (
  q: UnivariateNormal,
  p: UnivariateNormal,
): { readonly m: number; readonly l: number } => ({
  m: (q.mean - p.mean) * Math.exp(-p.logVariance / 2),
  l: q.logVariance - p.logVariance,
});

/** log q(z). */
export const logDensity = ({ mean, logVariance }: UnivariateNormal, z: number): number =>
  -((z - mean) ** 2 * Math.exp(-logVariance) + logVariance + Math.log(2 * Math.PI)) / 2;
