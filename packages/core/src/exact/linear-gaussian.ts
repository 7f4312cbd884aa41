import { requirePositive } from "../arguments.ts";
import { cholesky } from "./cholesky.ts";

/** x = Wz + b + N(0, variance · I), z ~ N(0, I), in plain numbers. */
export interface LinearGaussianNumbers {
  /** Wᵀ, K·D row-major: the decoder's weights. */
  readonly weights: ArrayLike<number>;
  /** b: D. */
  readonly bias: ArrayLike<number>;
  readonly variance: number;
}

/** N(mean, diag exp(logVariance)) over K units. */
export interface DiagonalNormal {
  readonly mean: ArrayLike<number>;
  readonly logVariance: ArrayLike<number>;
}

/** Exact quantities of one x, in nats. */
export interface LinearGaussianAt {
  /** log p(x). */
  readonly logProbability: number;
  /** E[z|x]: K. */
  readonly posteriorMean: Float64Array;
  /** KL(q‖p(z|x)). */
  reverseKl(q: DiagonalNormal): number;
  /** χ²(p(z|x)‖q), the variance of w/p(x) under q; ∞ where 2·precision − diag 1/s² is not positive. */
  chiSquare(q: DiagonalNormal): number;
}

/** Closed forms of a linear Gaussian model, in nats. */
export interface LinearGaussian {
  /** The covariance of p(z|x), the same for all x: K·K. */
  readonly posteriorCovariance: Float64Array;
  /** I + WᵀW/variance: K·K. */
  readonly posteriorPrecision: Float64Array;
  at(x: ArrayLike<number>): LinearGaussianAt;
}

/** Closed forms of a linear-Gaussian model, in float64 (Tipping & Bishop 1999). */
export const linearGaussianNumbers = ({
  weights,
  bias,
  variance,
}: LinearGaussianNumbers): LinearGaussian => {
  requirePositive("variance", variance);
  const D = bias.length;
  const K = weights.length / D;
  const W = (k: number, d: number) => weights[k * D + d] as number;
  const precision = new Float64Array(K * K);
  for (let i = 0; i < K; i++)
    for (let j = 0; j < K; j++) {
      let sum = 0;
      for (let d = 0; d < D; d++) sum += W(i, d) * W(j, d);
      precision[i * K + j] = sum / variance + (i === j ? 1 : 0);
    }
  const P = cholesky(precision, K);
  if (P === undefined) throw new RangeError("weights must be finite numbers");
  return {
    posteriorCovariance: P.inverse(),
    posteriorPrecision: precision,
    at: (x) => {
      const residual = Float64Array.from(bias, (b, d) => (x[d] as number) - b);
      const projected = Float64Array.from({ length: K }, (_, k) =>
        residual.reduce((sum, r, d) => sum + (W(k, d) * r) / variance, 0),
      );
      const mean = P.solve(projected);
      const quadratic = dot(residual, residual) / variance - dot(projected, mean);
      return {
        logProbability: -(quadratic + P.logDeterminant + D * Math.log(2 * Math.PI * variance)) / 2,
        posteriorMean: mean,
        reverseKl: (q) => {
          const gap = mean.map((m, k) => (q.mean[k] as number) - m);
          const s2 = Float64Array.from(q.logVariance, Math.exp);
          const trace = s2.reduce((sum, s, k) => sum + s * (precision[k * K + k] as number), 0);
          const logS2 = Array.from(q.logVariance).reduce((a, b) => a + b, 0);
          return (trace + dot(gap, times(precision, gap)) - K - logS2 - P.logDeterminant) / 2;
        },
        chiSquare: (q) => {
          const Q = Float64Array.from(q.logVariance, (l) => Math.exp(-l));
          const A = cholesky(
            precision.map((p, i) => 2 * p - (i % (K + 1) === 0 ? (Q[i / (K + 1)] as number) : 0)),
            K,
          );
          if (A === undefined) return Infinity;
          const gap = mean.map((m, k) => m - (q.mean[k] as number));
          const scaled = gap.map((g, k) => g * (Q[k] as number));
          const logQ = -Array.from(q.logVariance).reduce((a, b) => a + b, 0);
          const exponent = dot(scaled, A.solve(scaled)) + dot(gap, scaled);
          return Math.expm1(P.logDeterminant - (logQ + A.logDeterminant - exponent) / 2);
        },
      };
    },
  };
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

const times = (matrix: Float64Array, v: Float64Array): Float64Array =>
  v.map((_, i) => dot(matrix.subarray(i * v.length, (i + 1) * v.length), v));
