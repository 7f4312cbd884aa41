import { requireCount, requireNotNegative, requirePositive } from "../arguments.ts";
import { rowsOf } from "../tensors/shapes.ts";

/**
 * Whether the collapsed posterior is a local minimum of the linear VAE: λ ≤ f″(1)·τ, with λ the
 * largest eigenvalue of the data's covariance, τ = βσ² and f″(1) the regulariser's curvature relative
 * to KL's, which is 1. Not a statement about global minima or regularisers without a curvature.
 */
export const collapseIsStable = ({
  lambda,
  tau,
  curvature = 1,
}: {
  readonly lambda: number;
  readonly tau: number;
  readonly curvature?: number;
}): boolean => {
  requireNotNegative("lambda", lambda);
  requirePositive("tau", tau);
  requireNotNegative("curvature", curvature);
  return lambda <= curvature * tau;
};

/**
 * The beta (times f″(1)) above which collapse is locally stable for a decoder of Bernoulli logits: the
 * largest eigenvalue of H^-½ Σ H^-½, with H = diag p̄(1 − p̄), p̄ the mean image and Σ the covariance of
 * the rows of D pixels; constant pixels are left out. Computed by power iteration until the residual
 * is below the tolerance.
 * @throws Error if that takes more than `iterations`
 */
export const bernoulliOnset = (
  images: Float32Array,
  dataSize: number,
  { tolerance = 1e-8, iterations = 10_000 } = {},
): number => {
  requireCount("dataSize", dataSize);
  requirePositive("tolerance", tolerance);
  const N = rowsOf("images", images, dataSize);
  const { covariance, size: D } = standardised(images, N, dataSize);
  if (D === 0) return 0;
  // Every component is nonzero, so that the start is not orthogonal to the eigenvector by chance
  let v = Float64Array.from({ length: D }, (_, i) => 1 + (i % 7) / 7);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const norm = Math.sqrt(v.reduce((sum, a) => sum + a * a, 0));
    if (norm === 0) return 0;
    v = v.map((a) => a / norm);
    const next = new Float64Array(D);
    for (let i = 0; i < D; i++) {
      let sum = 0;
      for (let j = 0; j < D; j++) sum += (covariance[i * D + j] as number) * (v[j] as number);
      next[i] = sum;
    }
    const eigenvalue = next.reduce((sum, a, i) => sum + a * (v[i] as number), 0);
    const residual = next.reduce((sum, a, i) => sum + (a - eigenvalue * (v[i] as number)) ** 2, 0);
    // The error of a Rayleigh quotient is at most the residual, and of the order of its square
    if (Math.sqrt(residual) <= tolerance * eigenvalue) return eigenvalue;
    v = next;
  }
  throw new Error(
    `cannot find the largest eigenvalue: power iteration did not reach a residual of ${tolerance} in ${iterations} steps`,
  );
};

/** The covariance of (x − p̄)/√(p̄(1 − p̄)) over the pixels that are not constant. */
const standardised = (images: Float32Array, N: number, dataSize: number) => {
  const sums = new Float64Array(dataSize);
  images.forEach((x, i) => {
    sums[i % dataSize] = (sums[i % dataSize] as number) + x / N;
  });
  const kept = [...sums.keys()].filter((d) => {
    const first = images[d];
    for (let n = 1; n < N; n++) if (images[n * dataSize + d] !== first) return true;
    return false;
  });
  const D = kept.length;
  const covariance = new Float64Array(D * D);
  const row = new Float64Array(D);
  for (let n = 0; n < N; n++) {
    kept.forEach((d, i) => {
      const p = sums[d] as number;
      row[i] = ((images[n * dataSize + d] as number) - p) / Math.sqrt(p * (1 - p));
    });
    for (let i = 0; i < D; i++) {
      const a = (row[i] as number) / N;
      for (let j = 0; j <= i; j++)
        covariance[i * D + j] = (covariance[i * D + j] as number) + a * (row[j] as number);
    }
  }
  for (let i = 0; i < D; i++)
    for (let j = 0; j < i; j++) covariance[j * D + i] = covariance[i * D + j] as number;
  return { covariance, size: D };
};
