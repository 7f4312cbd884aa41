import type { Normal, Rng } from "@vae-lab/core";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import { logMeanExp } from "@vae-lab/core/functionals";
import { measureGradients } from "./measure.ts";
import { estimateOf } from "./weights-table.ts";

export interface SignalToNoiseOptions {
  readonly rng: Rng;
  /** The K of the bounds, at least two. */
  readonly samples: readonly number[];
  /** R: the floor √(2/πR) of noise alone is subtracted, but what is left is noisy by 1/√R. */
  readonly estimates: number;
}

/** |mean|/deviation of one gradient estimate. */
export interface SignalToNoise {
  readonly samples: number;
  /** In q's mean. */
  readonly inference: number;
  /** In the decoder's parameter. */
  readonly generative: number;
}

/** x = θz + N(0, variance) at one x, with a q that is off the posterior. */
const model = { functional: logMeanExp, beta: 1, x: 1.2, variance: 0.8 };
const parameters = { mean: [0.2], logVariance: [-0.1], theta: [0.9] };
const unknown = { mean: [], logVariance: [], theta: [] };
const memory = 2_000_000;

/** What importance-weighted bounds of more and more draws make of their gradients (Rainforth et al. 2018). */
export const signalToNoise = (
  estimator: WeightsEstimator<Normal>,
  { rng, samples, estimates }: SignalToNoiseOptions,
): readonly SignalToNoise[] =>
  samples.map((K) => {
    const found = measureGradients(
      {
        parameters,
        gradient: unknown,
        moments: unknown,
        estimate: estimateOf({ estimator }, { ...model, samples: K }),
      },
      { rng: rng.fold(K), estimates, atOnce: Math.ceil(memory / K) },
    );
    const of = (name: string) => found.find((row) => row.of === name)?.signalToNoise ?? Number.NaN;
    return { samples: K, inference: of("mean"), generative: of("theta") };
  });

/** The power of K with which a signal-to-noise ratio grows: least squares in logarithms. */
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
