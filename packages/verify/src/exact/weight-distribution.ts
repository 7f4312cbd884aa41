/** The distribution of a log weight, log p − log q at z ~ q, on a grid for integration. */
export interface WeightDistribution {
  readonly mass: Float64Array;
  readonly logWeight: Float64Array;
}

export interface NormalPair {
  readonly q: { readonly mean: number; readonly sd: number };
  /** Default: N(0, 1). */
  readonly p?: { readonly mean: number; readonly sd: number };
}

export const logNormal = (z: number, { mean, sd }: { mean: number; sd: number }): number =>
  -0.5 * ((z - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);

/**
 * The log weights of a normal pair. The trapezoid rule converges faster than any power of its step for
 * functions with Gaussian tails: a step of 1/12 over ± 12 standard deviations has an error of 1e-12.
 */
export const normalWeights = (
  { q, p = { mean: 0, sd: 1 } }: NormalPair,
  { reach = 12, perSd = 12 } = {},
): WeightDistribution => {
  const points = 2 * reach * perSd + 1;
  const standard = Float64Array.from({ length: points }, (_, i) => i / perSd - reach);
  return {
    mass: standard.map((e) => Math.exp(logNormal(e, { mean: 0, sd: 1 })) / perSd),
    logWeight: standard.map(
      (e) => logNormal(q.mean + q.sd * e, p) - logNormal(q.mean + q.sd * e, q),
    ),
  };
};

/** The distribution of the sum of two independent log weights. */
export const product = (a: WeightDistribution, b: WeightDistribution): WeightDistribution => {
  const n = b.mass.length;
  const each = (f: (i: number, j: number) => number) =>
    Float64Array.from({ length: a.mass.length * n }, (_, k) => f(Math.floor(k / n), k % n));
  return {
    mass: each((i, j) => (a.mass[i] ?? 0) * (b.mass[j] ?? 0)),
    logWeight: each((i, j) => (a.logWeight[i] ?? 0) + (b.logWeight[j] ?? 0)),
  };
};

/** E f(log w). */
export const expectation = (
  { mass, logWeight }: WeightDistribution,
  f: (l: number) => number,
): number => mass.reduce((sum, m, i) => sum + m * f(logWeight[i] ?? 0), 0);

/** ∫₀^∞ f(t) dt/t over t = eᵘ, for f that vanishes at both ends. */
const overScales = (f: (t: number) => number, from = -50, to = 50, perUnit = 6): number => {
  let sum = 0;
  for (let i = 0; i <= (to - from) * perUnit; i++) sum += f(Math.exp(from + i / perUnit));
  return sum / perUnit;
};

/**
 * E log(1/K Σ w), the IWAE bound without sampling: log s = ∫ (e⁻ᵗ − e⁻ˢᵗ) dt/t (Frullani), and
 * E e⁻ᵗ⁽ʷ¹⁺…⁾ is the K-th power of the Laplace transform of one weight.
 */
export const expectedLogMean = (weights: WeightDistribution, K: number): number =>
  overScales((t) => Math.exp(-t) - expectation(weights, (l) => Math.exp(-t * Math.exp(l))) ** K) -
  Math.log(K);

/** E Σ w̃ log w with w̃ ∝ wˢ over K draws: K ∫ E[v log w e⁻ᵗᵛ] E[e⁻ᵗᵛ]^(K−1) dt with v = wˢ. */
export const expectedSelfNormalised = (
  weights: WeightDistribution,
  K: number,
  power = 1,
): number => {
  const of = (t: number, f: (l: number) => number) =>
    expectation(weights, (l) => f(l) * Math.exp(-t * Math.exp(power * l)));
  return (
    K * overScales((t) => t * of(t, (l) => l * Math.exp(power * l)) * of(t, () => 1) ** (K - 1))
  );
};
