import { requirePositive } from "../arguments.ts";
import { integral } from "./quadrature.ts";
import type { UnivariateNormal } from "./univariate-normal.ts";

/** A diagonal normal distribution: one entry per unit. */
export type DiagonalNormalUnits = readonly UnivariateNormal[];

/** E k(x − y) for x − y with the given means and variances. */
type ExpectedKernel = (means: readonly number[], variances: readonly number[]) => number;

/** E exp(−t‖u‖²) for u ~ N(means, diag variances). */
const expectedExponential = (t: number, means: readonly number[], variances: readonly number[]) =>
  means.reduce((product, mean, k) => {
    const spread = 1 + 2 * t * (variances[k] ?? 0);
    return (product * Math.exp((-t * mean * mean) / spread)) / Math.sqrt(spread);
  }, 1);

const squaredMmd =
  (expected: ExpectedKernel) =>
  (q: DiagonalNormalUnits, p: DiagonalNormalUnits): number => {
    const between = (a: DiagonalNormalUnits, b: DiagonalNormalUnits) =>
      expected(
        a.map(({ mean }, k) => mean - (b[k]?.mean ?? Number.NaN)),
        a.map(
          (distribution, k) =>
            Math.exp(distribution.logVariance) + Math.exp(b[k]?.logVariance ?? Number.NaN),
        ),
      );
    return between(q, q) + between(p, p) - 2 * between(q, p);
  };

/** MMD² of diagonal normals under k = exp(−‖u‖²/(2·bandwidth²)) (Gretton et al. 2012). */
export const rbfMmd = (bandwidth: number) => {
  requirePositive("bandwidth", bandwidth);
  return squaredMmd((m, v) => expectedExponential(1 / (2 * bandwidth ** 2), m, v));
};

/**
 * MMD² of diagonal normals under k = c/(c + ‖u‖²) (Tolstikhin et al. 2018), a mixture of Gaussian
 * kernels: c ∫ exp(−tc) E exp(−t‖u‖²) dt, by quadrature in log t.
 */
export const imqMmd = (scale: number) => {
  requirePositive("scale", scale);
  const breaks = Array.from({ length: 47 }, (_, i) => i - 40);
  return squaredMmd((m, v) =>
    integral((x) => Math.exp(x - Math.exp(x)) * expectedExponential(Math.exp(x) / scale, m, v), {
      breaks,
    }),
  );
};
