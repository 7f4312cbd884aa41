import type { Normal, Rng } from "@vae-lab/core";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import { logMeanExp } from "@vae-lab/core/functionals";
import { estimateGradientMoments } from "./moment-estimates.ts";
import { estimateOf } from "./weights-table.ts";

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

/** x = θz + N(0, variance) at one x, with a q that differs from the posterior. */
const model = { functional: logMeanExp, beta: 1, x: 1.2, variance: 0.8 };
const parameters = { mean: [0.2], logVariance: [-0.1], theta: [0.9] };
const unknown = { mean: [], logVariance: [], theta: [] };
/** The draws that fit in memory at once. */
const maxDraws = 2_000_000;

/** The signal-to-noise ratios of importance-weighted gradients against K (Rainforth et al. 2018). */
export const signalToNoise = (
  estimator: WeightsEstimator<Normal>,
  { rng, samples, estimates }: SignalToNoiseOptions,
): readonly SignalToNoise[] =>
  samples.map((K) => {
    const found = estimateGradientMoments(
      {
        parameters,
        gradient: unknown,
        moments: unknown,
        estimate: estimateOf({ estimator }, { ...model, samples: K }),
      },
      { rng: rng.fold(K), estimates, chunkSize: Math.ceil(maxDraws / K) },
    );
    const of = (name: string) => found.find((row) => row.of === name)?.signalToNoise ?? Number.NaN;
    return { samples: K, inference: of("mean"), generative: of("theta") };
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
