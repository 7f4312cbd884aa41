import type { Moments } from "./covariance.ts";

/** A covariance over the values that are not constant, each times a scale of its own. */
export interface RescaledCovariance {
  /** The values that are not constant, by their number. */
  readonly kept: readonly number[];
  /** The scale of each of them. */
  readonly scale: readonly number[];
  /** Over them, row-major. */
  readonly matrix: Float64Array;
}

/** S Σ S over the values that are not constant, with Σ the covariance and S = diag `scaleOf`(mean). */
export const rescaledCovariance = (
  { mean, covariance }: Moments,
  scaleOf: (mean: number) => number,
): RescaledCovariance => {
  const D = mean.length;
  const kept = Array.from(mean.keys()).filter((d) => (covariance[d * D + d] as number) > 1e-15);
  const scale = kept.map((d) => scaleOf(mean[d] as number));
  const matrix = new Float64Array(kept.length ** 2);
  kept.forEach((d, i) => {
    kept.forEach((e, j) => {
      matrix[i * kept.length + j] =
        (covariance[d * D + e] as number) * (scale[i] as number) * (scale[j] as number);
    });
  });
  return { kept, scale, matrix };
};

/** The scale at which Bernoulli logits see a pixel: H^-½ with H = p̄(1 − p̄) and p̄ its mean. */
export const bernoulliScale = (mean: number): number => (mean * (1 - mean)) ** -0.5;
