import { requireNotNegative, requirePositive } from "../arguments.ts";

/**
 * One unit of the linear VAE at its optimum: x ~ N(0, λ), p(x|z) = N(wz, σ²), q(z|x) = N(vx, s²)
 * with one s² for all x (Lucas et al. 2019; Tipping & Bishop 1999). A function of λ and τ = βσ².
 */
export interface LinearVaeUnit {
  readonly active: boolean;
  /** w². */
  readonly w2: number;
  /** s². */
  readonly s2: number;
  /** Variance of E[z|x] over x: v²λ. */
  readonly varMu: number;
  /** Variance of the aggregate posterior q(z): v²λ + s². */
  readonly aggregatedVariance: number;
  /** E KL(q(z|x)‖p(z)) in nats, whatever the regulariser. */
  readonly rate: number;
  /** E (x − wz)². */
  readonly distortion: number;
}

/** One unit at the given v²λ and s², with the optimal w = λv/(v²λ + s²). */
export const linearVaeUnit = (lambda: number, varMu: number, s2: number): LinearVaeUnit => {
  const aggregatedVariance = varMu + s2;
  return {
    active: varMu > 0,
    w2: (lambda * varMu) / aggregatedVariance ** 2,
    s2,
    varMu,
    aggregatedVariance,
    rate: (s2 - 1 - Math.log(s2) + varMu) / 2,
    distortion: (lambda * s2) / aggregatedVariance,
  };
};

const requireUnit = (lambda: number, tau: number) => {
  requireNotNegative("lambda", lambda);
  requirePositive("tau", tau);
};

/** The optimum under beta · KL(q‖p): reverse water-filling, R = ½ log(λ/τ), D = τ where λ > τ. */
export const reverseKlUnit = (lambda: number, tau: number): LinearVaeUnit => {
  requireUnit(lambda, tau);
  return lambda > tau
    ? { ...linearVaeUnit(lambda, 1 - tau / lambda, tau / lambda), w2: lambda - tau }
    : linearVaeUnit(lambda, 0, 1);
};

/** The optimum under beta · KL(p‖q): the same threshold, but s² = 1 and D = √(λτ). */
export const forwardKlUnit = (lambda: number, tau: number): LinearVaeUnit => {
  requireUnit(lambda, tau);
  return linearVaeUnit(lambda, lambda > tau ? Math.sqrt(lambda / tau) - 1 : 0, 1);
};

/** The optimum under beta · ½(KL(q‖p) + KL(p‖q)): s² solves a cubic, bisected. */
export const halfJeffreysUnit = (lambda: number, tau: number): LinearVaeUnit => {
  requireUnit(lambda, tau);
  if (lambda <= tau) return linearVaeUnit(lambda, 0, 1);
  // At given s² the best v²λ + s² is s²√(2λ/(τ(1 + s²))); the slope in s² then has one root in (0, 1)
  const varianceAt = (s2: number) => s2 * Math.sqrt((2 * lambda) / (tau * (1 + s2)));
  const slope = (s2: number) => {
    const sum = varianceAt(s2);
    const varMu = sum - s2;
    return (lambda / 2) * (varMu / sum ** 2) + (tau / 4) * (1 - (1 + varMu) / s2 ** 2);
  };
  let [left, right] = [0, 1];
  for (let middle = 0.5; left < middle && middle < right; middle = (left + right) / 2)
    if (slope(middle) < 0) left = middle;
    else right = middle;
  return linearVaeUnit(lambda, varianceAt(left) - left, left);
};

/** The data covariance of a linear VAE, by its eigenvalues. */
export interface LinearVaeSpectrum {
  /** λᵢ: the eigenvalues of the data's covariance, all d of them. */
  readonly spectrum: readonly number[];
  readonly beta?: number;
  /** σ². */
  readonly variance: number;
  /** K, the number of latent units. Default: the number of eigenvalues. */
  readonly latentSize?: number;
  /** The optimum of one unit under the regulariser. Default: reverse KL. */
  readonly unit?: (lambda: number, tau: number) => LinearVaeUnit;
}

/** Means over x, summed over the eigenvectors, in nats. */
export interface LinearVaeOptimum {
  /** In descending order of λ; units beyond K are inactive. */
  readonly units: readonly LinearVaeUnit[];
  readonly activeUnits: number;
  readonly rate: number;
  /** E‖x − Wz‖². */
  readonly distortion: number;
  /** E log p(x) at the optimum. */
  readonly logLikelihood: number;
  /** E log p(x|z) − rate, at beta = 1 whatever the trained beta. */
  readonly elbo: number;
}

/** The optimum of the linear VAE on centred data with the given spectrum. */
export const linearVaeOptimum = ({
  spectrum,
  beta = 1,
  variance,
  latentSize = spectrum.length,
  unit = reverseKlUnit,
}: LinearVaeSpectrum): LinearVaeOptimum => {
  requirePositive("beta", beta);
  requirePositive("variance", variance);
  const units = [...spectrum]
    .sort((a, b) => b - a)
    .map((lambda, i) =>
      i < latentSize ? unit(lambda, beta * variance) : linearVaeUnit(lambda, 0, 1),
    );
  const lambdas = [...spectrum].sort((a, b) => b - a);
  const total = (f: (u: LinearVaeUnit, lambda: number) => number) =>
    units.reduce((sum, u, i) => sum + f(u, lambdas[i] ?? 0), 0);
  const rate = total((u) => u.rate);
  const distortion = total((u) => u.distortion);
  const logTwoPi = Math.log(2 * Math.PI);
  return {
    units,
    activeUnits: units.filter(({ active }) => active).length,
    rate,
    distortion,
    logLikelihood: -total((u, lambda) => {
      const marginal = u.w2 + variance;
      return (logTwoPi + Math.log(marginal) + lambda / marginal) / 2;
    }),
    elbo:
      -distortion / (2 * variance) - (spectrum.length / 2) * (logTwoPi + Math.log(variance)) - rate,
  };
};

/**
 * The learned σ² at the optimum under reverse KL: Σ discarded λ / (d − βk), with k the number of
 * active units, those with λ > βσ². If several k are consistent, the one with the best objective.
 * @throws RangeError for numbers that break a rule, and where there is no finite optimum
 */
export const learnedVariance = ({
  spectrum,
  beta = 1,
  latentSize = spectrum.length - 1,
}: Omit<LinearVaeSpectrum, "variance" | "unit">): number => {
  requirePositive("beta", beta);
  const lambdas = [...spectrum].sort((a, b) => b - a);
  const left = lambdas.slice(latentSize).reduce((sum, lambda) => sum + lambda, 0);
  if (beta <= 1 && left <= 0)
    throw new RangeError(
      `there is no finite optimum: with ${latentSize} units for a spectrum of that rank, σ² → 0 at beta ≤ 1 (got beta ${beta}); use fewer units`,
    );
  const objective = (variance: number) => {
    const { distortion, rate } = linearVaeOptimum({ spectrum, beta, variance, latentSize });
    return distortion / (2 * variance) + (lambdas.length / 2) * Math.log(variance) + beta * rate;
  };
  const candidates = Array.from({ length: latentSize + 1 }, (_, k) => {
    const discarded = lambdas.slice(k).reduce((sum, lambda) => sum + lambda, 0);
    const variance = discarded / (lambdas.length - beta * k);
    const agrees =
      variance > 0 &&
      lambdas.slice(0, k).every((lambda) => lambda > beta * variance) &&
      (k === latentSize || (lambdas[k] ?? 0) <= beta * variance);
    return agrees ? [variance] : [];
  }).flat();
  const best = candidates.sort((a, b) => objective(a) - objective(b))[0];
  if (best === undefined) throw new RangeError(`spectrum must hold numbers > 0, got [${spectrum}]`);
  return best;
};
