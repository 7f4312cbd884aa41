import type { Normal, Rng } from "@vae-lab/core";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import { logMeanExp } from "@vae-lab/core/functionals";
import { gradientMoments, type Moments, type OneUnit } from "./importance-weighted-gradient.ts";

export interface SignalToNoiseOptions {
  readonly rng: Rng;
  /** The values of K, at least two of them. */
  readonly samples: readonly number[];
  /** R, the estimates per K. The ratio of pure noise, √(2/πR), is subtracted; the rest has an error of about 1/√R. */
  readonly estimates: number;
}

/** |mean|/sd of one gradient estimate. */
export interface SignalToNoise {
  readonly samples: number;
  /** In q's mean. */
  readonly inference: number;
  /** In the decoder's parameter. */
  readonly generative: number;
}

/** A q that differs from the posterior. */
export const unlikePosterior: OneUnit = {
  ...{ x: 1.2, noise: 0.8, theta: 0.9 },
  ...{ mean: 0.2, logVariance: -0.1 },
};

/** The signal-to-noise ratios of importance-weighted gradients against K (Rainforth et al. 2018). */
export const signalToNoise = (
  estimator: WeightsEstimator<Normal>,
  { rng, samples, estimates }: SignalToNoiseOptions,
): readonly SignalToNoise[] =>
  samples.map((K) => {
    const options = { rng: rng.fold(K), functional: logMeanExp, samples: K, estimates };
    const found = gradientMoments(estimator, unlikePosterior, options);
    const ratio = ({ mean, variance }: Moments) =>
      Math.max(0, Math.abs(mean) / Math.sqrt(variance) - Math.sqrt(2 / (Math.PI * estimates)));
    return {
      samples: K,
      inference: ratio(found.inference),
      generative: ratio(found.generative),
    };
  });

/** The exponent of K in a signal-to-noise ratio: a least-squares slope in logarithms. */
export const slopeInSamples = (
  rows: readonly SignalToNoise[],
  of: "inference" | "generative",
): number => {
  const points = rows.map((row) => [Math.log(row.samples), Math.log(row[of])] as const);
  const centre = (i: 0 | 1) => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x0, y0] = [centre(0), centre(1)];
  const [above, below] = points.reduce(
    ([xy, xx], [x, y]) => [xy + (x - x0) * (y - y0), xx + (x - x0) ** 2] as const,
    [0, 0] as const,
  );
  return above / below;
};

/**
 * The standard error of such a slope from the ratios' errors 1/√R, which is relative to a ratio s the
 * larger the smaller s is.
 */
export const slopeError = (
  rows: readonly SignalToNoise[],
  of: "inference" | "generative",
  estimates: number,
): number => {
  const logs = rows.map(({ samples }) => Math.log(samples));
  const centre = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  const spread = logs.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  const parts = rows.map((row, i) => {
    const ratio = row[of];
    const error = Math.sqrt((1 + ratio ** 2 / 2) / estimates) / ratio;
    return (((logs[i] ?? 0) - centre) * error) / spread;
  });
  return Math.hypot(...parts);
};
