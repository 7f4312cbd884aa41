import { rng } from "@vae-lab/core";

/** Where the cost (z − target)² + constant is smallest. */
export const target = 2;

/** An estimate of d/dμ E[(z − 2)² + constant] for z from N(μ, 1). */
export interface GradientProblem {
  readonly mu: number;
  readonly constant: number;
  /** Samples of z per estimate. */
  readonly samples: number;
}

export interface GradientEstimates {
  readonly score: Float32Array;
  readonly pathwise: Float32Array;
}

/** The gradient that both estimate: 2(μ − 2). */
export const exactGradient = ({ mu }: GradientProblem): number => 2 * (mu - target);

/** `count` estimates of each kind, from the same noise. */
export const gradientEstimates = (
  { mu, constant, samples }: GradientProblem,
  count: number,
  seed: number,
): GradientEstimates => {
  const noise = rng(seed)
    .fold("gradient noise")
    .normals(count * samples);
  const score = new Float32Array(count);
  const pathwise = new Float32Array(count);
  for (const [i, e] of noise.entries()) {
    const z = mu + e;
    const at = Math.floor(i / samples);
    // f(z)·∂ log q/∂μ, which is f(z)·(z − μ) at a spread of 1; and f′(μ + e)
    score[at] = (score[at] ?? 0) + (((z - target) ** 2 + constant) * e) / samples;
    pathwise[at] = (pathwise[at] ?? 0) + (2 * (z - target)) / samples;
  }
  return { score, pathwise };
};
