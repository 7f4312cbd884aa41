import { describe, expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { axesData } from "../../test/axes-data.ts";
import { fixedNoise, sigmaPoints } from "../../test/fixed-noise.ts";
import { minimise } from "../../test/minimise.ts";
import { normal } from "../distributions/normal.ts";
import { pathwise } from "../estimators/pathwise.ts";
import { elboTerms } from "../evaluation/elbo-terms.ts";
import { meanOf } from "../evaluation/estimate.ts";
import { gapSplit } from "../evaluation/gap-split.ts";
import { linearGaussian } from "../evaluation/linear-gaussian.ts";
import { linearVaeOptimum } from "../exact/linear-vae.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { linearVae } from "../models/linear-vae.ts";
import type { Vae } from "../models/model.ts";
import { fromTensors, type TrainedModel } from "../models/trained-model.ts";
import { vae } from "../models/vae.ts";
import { parameter } from "../networks/parameters.ts";
import { elbo } from "../objectives/elbo.ts";
import { adam } from "../optimizers/adam.ts";
import { sgd } from "../optimizers/sgd.ts";
import { type Rng, rng } from "../random/rng.ts";
import { perObservation } from "./per-observation.ts";

const variance = 0.3;

/** The linear VAE at its optimum on those rows, its encoder's means then multiplied by `scale`. */
const atOptimum = (spectrum: readonly number[], scale = 1): TrainedModel<Vae> => {
  const d = spectrum.length;
  const { units } = linearVaeOptimum({ spectrum, variance });
  const diagonal = (of: (unit: (typeof units)[number], lambda: number) => number) => ({
    shape: [d, d],
    values: Float32Array.from({ length: d * d }, (_, i) =>
      i % (d + 1) === 0 ? of(at(units, i % d), at(spectrum, i % d)) : 0,
    ),
  });
  const zeros = { shape: [d], values: new Float32Array(d) };
  return fromTensors(
    linearVae({ dataSize: d, latentSize: d, likelihood: gaussian({ variance }) }),
    {
      "encoder.mean.weights": diagonal(({ varMu }, lambda) => scale * Math.sqrt(varMu / lambda)),
      "encoder.mean.bias": zeros,
      "encoder.logVariance": {
        shape: [d],
        values: Float32Array.from(units, ({ s2 }) => Math.log(s2)),
      },
      "decoder.output.weights": diagonal(({ w2 }) => Math.sqrt(w2)),
      "decoder.output.bias": zeros,
    },
  );
};

describe("the amortisation gap of a linear VAE", () => {
  const spectrum = [4, 2, 1, 0.5, 0.25];
  const [d, rows] = [5, 10];
  const x = axesData(spectrum);
  const split = (
    trained: TrainedModel<Vae>,
    start?: { mean: Float32Array; logVariance: Float32Array },
  ) => {
    const exact = linearGaussian(trained);
    const logProbability = Float64Array.from(
      { length: rows },
      (_, n) => exact.at(x.subarray(n * d, (n + 1) * d)).logProbability,
    );
    // Adam would scale gradients of rounding up to its learning rate
    const refinement = { steps: 200, samples: 2 * d, optimizer: sgd({ learningRate: 0.14 }) };
    const found = gapSplit(trained, x, {
      rng: sigmaPoints,
      logProbability,
      samples: 2 * d,
      refinement: { ...refinement, ...(start && { start }) },
    });
    trained.dispose();
    return found;
  };

  test.each([
    ["the encoder's", undefined],
    ["the prior", { mean: new Float32Array(rows * d), logVariance: new Float32Array(rows * d) }],
  ])("is 0 at its optimum, to rounding, whether refinement begins at %s", (_, start) => {
    const { approximation, amortisation } = split(atOptimum(spectrum), start);
    // log p(x) is about −10, its float32 has steps of 1e-6
    for (const gap of [...approximation.rows, ...amortisation.rows])
      expect(Math.abs(gap)).toBeLessThan(1e-5);
  });

  test("is ½(c − 1)² Σ μ²/s² where the encoder's means are c times the optimum's", () => {
    const { amortisation } = split(atOptimum(spectrum, 1.1));
    const { units } = linearVaeOptimum({ spectrum, variance });
    amortisation.rows.forEach((gap, n) => {
      const { varMu, s2 } = at(units, n >> 1);
      expect(Math.abs(gap - (0.01 / 2) * ((d * varMu) / s2))).toBeLessThan(1e-5);
    });
  });
});

describe("trained to the end, parameters for each row", () => {
  const fitted = (model: Vae, x: Float32Array, samples: number, noise: Rng) => {
    const estimator = pathwise({ samples });
    return minimise({ model, objective: elbo(), estimator, optimizer: adam() }, x, noise, 300);
  };
  /** Minima over encoder and decoder, and over a table of moments and the decoder. */
  const both = (model: Vae, x: Float32Array, samples: number, noise: Rng) => ({
    amortised: fitted(model, x, samples, noise),
    held: fitted(perObservation(model, { rows: x.length / model.dataSize }), x, samples, noise),
  });
  /** The ELBO in the mean over the rows that were trained on. */
  const boundOf = (
    { model, parameters }: TrainedModel<Vae>,
    x: Float32Array,
    options: { readonly samples: number; readonly rng: Rng },
  ) => {
    const held = () =>
      normal({
        mean: parameter(parameters, "posterior.mean").clone(),
        logVariance: parameter(parameters, "posterior.logVariance").clone(),
      });
    const judged = "posterior.mean" in parameters ? { ...model, posterior: held } : model;
    const { reconstruction, rate } = elboTerms({ model: judged, parameters }, x, options);
    return meanOf(reconstruction.map((r, n) => r - at(rate, n)));
  };

  test("reach the amortised ELBO of a linear VAE, which is E log p(x) at its optimum", () => {
    const spectrum = [4, 1, 0.2];
    const x = axesData(spectrum);
    const likelihood = gaussian({ variance });
    const model = linearVae({ dataSize: 3, latentSize: 3, likelihood });
    const { amortised, held } = both(model, x, 6, sigmaPoints);
    const { logLikelihood } = linearVaeOptimum({ spectrum, variance });
    for (const trained of [amortised, held]) {
      const bound = boundOf(trained, x, { rng: sigmaPoints, samples: 6 });
      expect(Math.abs(bound - logLikelihood)).toBeLessThan(1e-5);
      trained.dispose();
    }
  });

  test("reach more than the amortised ELBO where p(z|x) is no affine function of x", () => {
    const D = 8;
    // All pixels of a row are one grey value: an affine encoder cannot go with its logit
    const x = Float32Array.from(
      { length: 9 * D },
      (_, i) => 1 / (1 + Math.exp(4 - Math.floor(i / D))),
    );
    const half = Array.from(rng(5).normals(64));
    const draws = [...half, ...half.map((e) => -e)];
    const noise = fixedNoise(([S = 0, B = 0]) =>
      Array.from({ length: S * B }, (_, i) => at(draws, Math.floor(i / B))),
    );
    const model = vae({ dataSize: D, latentSize: 1, hidden: [] });
    const { amortised, held } = both(model, x, 128, noise);
    const gain = (options: { readonly samples: number; readonly rng: Rng }) =>
      boundOf(held, x, options) - boundOf(amortised, x, options);
    for (const options of [
      { rng: noise, samples: 128 },
      { rng: rng(6), samples: 4000 },
    ])
      expect(gain(options)).toBeGreaterThan(0.03);
    amortised.dispose();
    held.dispose();
  });
});
