import * as tf from "@tensorflow/tfjs";
import {
  adam,
  elbo,
  elboTerms,
  fit as fitted,
  gaussian,
  type Normal,
  pathwise,
  type Rng,
  rng,
} from "@vae-lab/core";
import { normal, standardNormal } from "@vae-lab/core/distributions";
import { dreg, pathwiseWeights, type WeightsEstimator } from "@vae-lab/core/estimators";
import { logMeanExp } from "@vae-lab/core/functionals";
import { linearVae } from "@vae-lab/core/models";
import { importanceWeighted } from "@vae-lab/core/objectives";
import type { Check } from "../matrix/check.ts";
import { momentsOf } from "../matrix/sample.ts";

/** Rows per chunk. */
const atOnce = 20_000;

/** Computes R rows in chunks. */
const inChunks = (R: number, make: (rows: number, noise: Rng) => Float32Array[], noise: Rng) => {
  const parts: Float32Array[][] = [];
  for (let start = 0; start < R; start += atOnce)
    parts.push(make(Math.min(atOnce, R - start), noise.fold("rows from", start)));
  return (parts[0] ?? []).map((_, k) =>
    Float32Array.from(parts.flatMap((found) => [...(found[k] ?? [])])),
  );
};

/** ∂/∂(μ, softplus⁻¹ σ) of the negative IWAE bound, p = N(2, 3²), ten bounds of ten draws. */
const crossover = (
  estimator: WeightsEstimator<Normal>,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  R: number,
  seed: number,
) =>
  inChunks(
    R,
    (rows, noise) =>
      tf.tidy(() =>
        tf
          .grads((m: tf.Tensor, l: tf.Tensor) => {
            const joint = {
              q: normal({ mean: m, logVariance: l }),
              prior: normal({
                mean: tf.fill([rows, 1], 2),
                logVariance: tf.fill([rows, 1], 2 * Math.log(3)),
              }),
              logLikelihood: (z: tf.Tensor) => z.mul(0).sum(-1),
            };
            const options = { functional: logMeanExp, samples: 10, groups: 10 };
            return importanceWeighted(options).bound(joint, estimator, noise).bound.sum().neg();
          })([tf.fill([rows, 1], mean), tf.fill([rows, 1], 2 * Math.log(sd))])
          // dσ/dρ = 1 − e^−σ for σ = softplus ρ, and d/dσ = d/d(log σ²) · 2/σ
          .map((g, k) =>
            Float32Array.from(g.mul(k === 0 ? 1 : (2 / sd) * (1 - Math.exp(-sd))).dataSync()),
          ),
      ),
    rng(seed).fold("verify", "crossover"),
  );

const published = [
  { q: { mean: -3, sd: 1 }, means: [-0.48, -0.715], pathwise: [0.03, 0.078], dreg: [0.201, 0.361] },
  { q: { mean: 1.5, sd: 2.5 }, means: undefined, pathwise: [0.041, 0.073], dreg: [0.005, 0.015] },
];

const dregCrossover: readonly Check[] = published.map(({ q, means, ...deviations }) => ({
  property: "DReG has more noise than IWAE's gradient far from the posterior, and less near it",
  divergence: `IWAE, K = 10, q = N(${q.mean}, ${q.sd}²), p = N(2, 3²)`,
  estimator: "DReG beside pathwise",
  isSlow: true,
  measure: (_, { seed, estimates }) => {
    const R = Math.ceil(estimates / 10);
    return (["pathwise", "dreg"] as const).flatMap((name) => {
      const estimator = name === "dreg" ? dreg() : pathwiseWeights();
      const found = crossover(estimator, q, R, seed).map((values) => momentsOf(values));
      return ["d/dμ", "d/dρ"].flatMap((of, k) => {
        const { mean = Number.NaN, variance = Number.NaN } = found[k] ?? {};
        const deviation = deviations[name][k] ?? Number.NaN;
        return [
          {
            of: `sd of ${of}, ${name}`,
            exact: deviation,
            estimate: Math.sqrt(variance),
            tolerance: 0.15 * deviation,
          },
          ...(means === undefined
            ? []
            : [
                {
                  of: `${of}, ${name}`,
                  exact: means[k] ?? Number.NaN,
                  estimate: mean,
                  tolerance: 1e-3 + (5 * deviation) / Math.sqrt(R),
                },
              ]),
        ];
      });
    });
  },
}));

/** |mean|/sd of one estimate of d/dμ and d/dθ with K draws, minus the noise floor. */
const signalToNoise = (estimator: WeightsEstimator<Normal>, K: number, R: number, seed: number) => {
  const gradients = inChunks(
    R,
    (rows, noise) =>
      tf.tidy(() =>
        tf
          .grads((m: tf.Tensor, theta: tf.Tensor) => {
            const joint = {
              q: normal({ mean: m, logVariance: tf.fill([rows, 1], -0.5) }),
              prior: standardNormal,
              logLikelihood: (z: tf.Tensor) =>
                z
                  .mul(theta)
                  .sub(1.2)
                  .square()
                  .sum(-1)
                  .mul(-0.5 / 0.8),
            };
            return importanceWeighted({ functional: logMeanExp, samples: K })
              .bound(joint, estimator, noise)
              .bound.sum();
          })([tf.fill([rows, 1], 0.2), tf.fill([rows, 1], 0.9)])
          .map((g) => Float32Array.from(g.dataSync())),
      ),
    rng(seed).fold("verify", "signal", K),
  );
  return gradients.map((values) => {
    const { mean, variance } = momentsOf(values);
    return Math.abs(mean) / Math.sqrt(variance) - Math.sqrt(2 / (Math.PI * R));
  });
};

const draws = [8, 128];

const slopes: Check = {
  property:
    "as K grows, the signal-to-noise ratio of generative gradients grows as √K, that of inference gradients falls as 1/√K, and DReG's grows",
  divergence: "IWAE, linear-Gaussian",
  estimator: "pathwise and DReG",
  isSlow: true,
  measure: (_, { seed }) => {
    const R = 200_000;
    const slopeOf = (estimator: WeightsEstimator<Normal>) => {
      const [few = [], many = []] = draws.map((K) => signalToNoise(estimator, K, R, seed));
      const ratio = Math.log((draws[1] ?? 1) / (draws[0] ?? 1));
      return few.map((s, k) => Math.log((many[k] ?? Number.NaN) / s) / ratio);
    };
    const [inference = Number.NaN, generative = Number.NaN] = slopeOf(pathwiseWeights());
    const [doubly = Number.NaN] = slopeOf(dreg());
    return [
      { of: "generative", exact: 0.5, estimate: generative, tolerance: 0.1 },
      { of: "inference, pathwise", exact: -0.5, estimate: inference, tolerance: 0.1 },
      { of: "inference, DReG", exact: 0.5, estimate: doubly, tolerance: 0.1 },
    ];
  },
};

const spectrum = [4, 2, 1, 0.5, 0.25];
const variance = 0.3;

/** Data with covariance diag λ exactly: ± √(dλ) along each axis. */
const axes = (): Float32Array => {
  const d = spectrum.length;
  const data = new Float32Array(2 * d * d);
  spectrum.forEach((lambda, i) => {
    data[2 * i * d + i] = Math.sqrt(d * lambda);
    data[(2 * i + 1) * d + i] = -Math.sqrt(d * lambda);
  });
  return data;
};

const training: Check = {
  property: "a linear VAE trained on samples reaches the Gaussian rate–distortion function",
  divergence: "reverse KL, λ = 4, 2, 1, ½, ¼, σ² = 0.3",
  estimator: "pathwise, Adam",
  isSlow: true,
  measure: async (_, { seed }) => {
    const d = spectrum.length;
    const copies = 10;
    const data = new Float32Array(copies * axes().length);
    for (let i = 0; i < copies; i++) data.set(axes(), i * axes().length);
    const trainable = {
      model: linearVae({ dataSize: d, latentSize: d, likelihood: gaussian({ variance }) }),
      objective: elbo(),
      estimator: pathwise({ samples: 8 }),
      optimizer: adam({ learningRate: 2e-3 }),
    };
    const trained = await fitted(trainable, data, { epochs: 8000, batchSize: 100, seed });
    const { unitRate, rate } = elboTerms(trained, axes(), { rng: rng(seed).fold("verify") });
    trained.dispose();
    const active = spectrum.filter((lambda) => lambda > variance);
    const exact = active.reduce((sum, lambda) => sum + 0.5 * Math.log(lambda / variance), 0);
    const found = rate.reduce((sum, r) => sum + r, 0) / rate.length;
    return [
      {
        of: "active units",
        exact: active.length,
        estimate: unitRate.filter((r) => r > 0.02).length,
        tolerance: 0,
      },
      { of: "rate", exact, estimate: found, tolerance: 0.02 * exact },
    ];
  },
};

/** Checks that take minutes. */
export const thoroughProperties: readonly Check[] = [...dregCrossover, slopes, training];
