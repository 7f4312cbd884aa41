import { requireCount } from "../arguments.ts";

/**
 * The tail index k̂ of importance weights: a generalised Pareto distribution fitted to the largest
 * min(S/5, 3√S) (Vehtari et al. 2024, Pareto smoothed importance sampling; the fit is that of Zhang &
 * Stephens 2009 with their prior on k). Weights with tail index k have finite variance if k < ½ and a
 * finite mean if k < 1. k̂ diagnoses this sample: it cannot see a tail that was not sampled. −∞ if the
 * tail is constant.
 * @throws RangeError for fewer than 25 weights
 */
export const paretoK = (logWeights: ArrayLike<number>): number => {
  const S = logWeights.length;
  requireCount("the number of weights", S, 25);
  const sorted = Float64Array.from(logWeights).sort();
  const M = Math.ceil(Math.min(S / 5, 3 * Math.sqrt(S)));
  const largest = sorted[S - 1] as number;
  const threshold = Math.exp((sorted[S - M - 1] as number) - largest);
  const excess = Float64Array.from(
    sorted.subarray(S - M),
    (l) => Math.exp(l - largest) - threshold,
  );
  return (excess[M - 1] as number) > 0 ? tailIndex(excess) : -Infinity;
};

/** The tail index of a generalised Pareto distribution, from its excesses in ascending order. */
const tailIndex = (excess: Float64Array): number => {
  const n = excess.length;
  const largest = excess[n - 1] as number;
  // In a discrete sample a quarter may equal the threshold
  const quartile = Math.max(excess[Math.floor(n / 4 + 0.5) - 1] as number, 1e-12 * largest);
  const points = 30 + Math.floor(Math.sqrt(n));
  const thetas = Float64Array.from(
    { length: points },
    (_, j) => 1 / largest + (1 - Math.sqrt(points / (j + 0.5))) / (3 * quartile),
  );
  const indexAt = (theta: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.log1p(-theta * (excess[i] as number));
    return sum / n;
  };
  const profile = thetas.map((theta) => {
    const k = indexAt(theta);
    return n * (Math.log(-theta / k) - k - 1);
  });
  const best = profile.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = profile.map((l) => Math.exp(l - best));
  const total = weights.reduce((a, b) => a + b, 0);
  const theta = thetas.reduce((sum, t, j) => sum + (t * (weights[j] as number)) / total, 0);
  // A prior with the weight of ten observations at k = ½
  return (indexAt(theta) * n + 5) / (n + 10);
};
