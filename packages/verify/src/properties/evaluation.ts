import { fromTensors, gaussian, rng, type TrainedModel, type Vae } from "@vae-lab/core";
import {
  bidirectionalBounds,
  iwaeLadder,
  linearGaussian,
  quadrature,
  simulatedData,
} from "@vae-lab/core/evaluation";
import { linearVae } from "@vae-lab/core/models";
import { mean } from "@vae-lab/statistics";
import { expectedLogMean, normalWeights } from "../exact/weight-distribution.ts";
import type { Check, Comparison } from "../matrix/check.ts";

const part = (shape: readonly number[], values: ArrayLike<number>) => ({
  shape: [...shape],
  values: Float32Array.from(values),
});

/** x = Wz + b + noise with random W and b; the encoder returns N(offset, e^logVariance) always. */
const linearModel = (
  [D, K]: readonly [number, number],
  { offset = 0, logVariance = 0, variance = 0.5 } = {},
): TrainedModel<Vae> => {
  const model = linearVae({ dataSize: D, latentSize: K, likelihood: gaussian({ variance }) });
  const draws = rng(11).fold("weights");
  return fromTensors(model, {
    "encoder.mean.weights": part([D, K], new Float32Array(D * K)),
    "encoder.mean.bias": part([K], new Float32Array(K).fill(offset)),
    "encoder.logVariance": part([K], new Float32Array(K).fill(logVariance)),
    "decoder.output.weights": part(
      [K, D],
      draws.normals(K * D).map((w) => w / Math.sqrt(K)),
    ),
    "decoder.output.bias": part([D], draws.fold("bias").normals(D)),
  });
};

const withModel = (
  trained: TrainedModel<Vae>,
  measure: (trained: TrainedModel<Vae>) => readonly Comparison[],
): readonly Comparison[] => {
  try {
    return measure(trained);
  } finally {
    trained.dispose();
  }
};

const ladder: Check = {
  property: "each rung of the IWAE ladder has its exact value, which is below log p(x)",
  divergence: "linear-Gaussian, one unit",
  estimator: "IWAE ladder",
  measure: (_, { seed, estimates }) => {
    const [offset, logVariance] = [0.4, 0.3];
    return withModel(linearModel([1, 1], { offset, logVariance }), (trained) => {
      const rows = Math.ceil(estimates / 50);
      const one = Float32Array.of(0.7);
      const at = linearGaussian(trained);
      const { logProbability, posteriorMean } = at.at(one);
      const weights = normalWeights({
        q: { mean: offset, sd: Math.exp(logVariance / 2) },
        p: { mean: posteriorMean[0] ?? 0, sd: Math.sqrt(at.posteriorCovariance[0] ?? 1) },
      });
      const { rungs } = iwaeLadder(trained, new Float32Array(rows).fill(one[0] ?? 0), {
        rng: rng(seed).fold("verify", "ladder"),
        ladder: [1, 2, 5, 10],
      });
      return rungs.map(({ samples, mean: { value, standardError } }) => ({
        of: `K = ${samples}`,
        exact: logProbability + expectedLogMean(weights, samples),
        ...{ estimate: value, standardError },
      }));
    });
  },
};

const overPlane: Check = {
  property: "log p(x) by quadrature over the codes equals the closed form",
  divergence: "linear-Gaussian, two units",
  estimator: "quadrature",
  measure: (_, { seed }) =>
    withModel(linearModel([4, 2]), (trained) => {
      const { x } = simulatedData(trained, 8, rng(seed).fold("verify", "plane"));
      const { at } = linearGaussian(trained);
      const found = quadrature(trained, x, {});
      const truth = Array.from(
        { length: 8 },
        (_, n) => at(x.subarray(4 * n, 4 * n + 4)).logProbability,
      );
      return [
        {
          of: "mean of 8 images",
          exact: mean(truth),
          estimate: mean(found.logProbability),
          tolerance: 1e-4,
        },
      ];
    }),
};

interface Annealing {
  readonly units: number;
  readonly images: number;
  readonly temperatures: number;
  readonly chains: number;
  readonly leapfrogs: number;
  /** Largest difference between the two bounds, in nats. */
  readonly within: number;
}

const annealing = ({ units, images, within, ...options }: Annealing, isSlow: boolean): Check => ({
  property: "annealing bounds log p(x) from below, and reverse annealing from above",
  divergence: `linear-Gaussian, ${units} units`,
  estimator: `BDMC, ${options.temperatures} temperatures, ${options.chains} chains`,
  isSlow,
  measure: (_, { seed }) =>
    withModel(linearModel([units + 2, units]), (trained) => {
      const noise = rng(seed).fold("verify", "annealing", units);
      const drawn = simulatedData(trained, images, noise);
      const { at } = linearGaussian(trained);
      const D = units + 2;
      const truth = mean(
        Array.from(
          { length: images },
          (_, n) => at(drawn.x.subarray(n * D, (n + 1) * D)).logProbability,
        ),
      );
      const { lower, upper } = bidirectionalBounds(trained, drawn, { rng: noise, ...options });
      const side = (of: string, { mean: { value }, drawError }: typeof lower) => ({
        of,
        exact: truth,
        estimate: value,
        standardError: drawError,
      });
      return [
        { ...side("from below", lower), relation: "at-most" as const },
        { ...side("from above", upper), relation: "at-least" as const },
        {
          of: "from above less from below",
          exact: within,
          relation: "at-most" as const,
          estimate: upper.mean.value - lower.mean.value,
        },
      ];
    }),
});

export const evaluationProperties: readonly Check[] = [
  ladder,
  overPlane,
  annealing(
    { units: 2, images: 12, temperatures: 60, chains: 16, leapfrogs: 3, within: 0.3 },
    false,
  ),
  annealing(
    { units: 10, images: 10, temperatures: 1000, chains: 16, leapfrogs: 10, within: 0.1 },
    true,
  ),
];
