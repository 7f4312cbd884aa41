import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import type { Vae } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import type { Rng } from "../random.ts";
import { rowsOf } from "../shapes.ts";
import type { Trained } from "../trained.ts";
import { forEachChunk, write } from "./chunks.ts";
import { type Kernel, type RunKernel, runEagerly } from "./kernel.ts";

export interface ElboTermsOptions {
  readonly rng: Rng;
  /** Draws of z per row for the reconstruction term; 1 when not given. */
  readonly samples?: number;
  /** Evaluated beside the rate when given. */
  readonly regulariser?: Divergence;
  readonly run?: RunKernel;
}

/** In nats. ELBO = reconstruction − rate, at beta = 1 whatever was trained. */
export interface ElboTerms {
  /** E_q log p(x|z) by Monte Carlo: N. */
  readonly reconstruction: Float32Array;
  /** KL(q(z|x)‖p(z)), exact: N. */
  readonly rate: Float32Array;
  /** The rate of each latent unit, the mean over the rows: K. */
  readonly unitRate: Float32Array;
  /** The given divergence, before any beta: N. */
  readonly regulariser?: Float32Array;
  /** E_q z of each row: N·K. */
  readonly mean: Float32Array;
  /** The first of the draws of z for each row, those of `sampleCodes`: N·K. */
  readonly code: Float32Array;
}

/** The two terms of the ELBO for each of the N rows of x. */
export const elboTerms = (
  { model, parameters }: Trained<Vae>,
  x: Float32Array,
  { rng, samples = 1, regulariser, run = runEagerly }: ElboTermsOptions,
): ElboTerms => {
  requireCount("samples", samples);
  const { latentSize: K, dataSize: D } = model;
  const N = rowsOf("x", x, D);
  const reconstruction = new Float32Array(N);
  const rate = new Float32Array(N);
  const unitSum = new Float64Array(K);
  const regularised = regulariser && new Float32Array(N);
  const mean = new Float32Array(N * K);
  const code = new Float32Array(N * K);
  const kernel = termsKernel(model, samples, regulariser);
  forEachChunk("x", x, D, (batch, { start }) => {
    const terms = run(kernel, { parameters, x: batch }, rng.fold("rows from", start));
    write(reconstruction, start, terms.reconstruction);
    write(mean, start * K, terms.mean);
    write(code, start * K, terms.code);
    write(rate, start, terms.rate);
    terms.unitRate.dataSync().forEach((sum, unit) => {
      unitSum[unit] = (unitSum[unit] ?? 0) + sum;
    });
    if (regularised && terms.regularised) write(regularised, start, terms.regularised);
  });
  return {
    reconstruction,
    rate,
    unitRate: Float32Array.from(unitSum, (sum) => sum / N),
    ...(regularised && { regulariser: regularised }),
    mean,
    code,
  };
};

type TermTensors = {
  /** [B], as `rate` and `regularised`. */
  readonly reconstruction: tf.Tensor;
  readonly rate: tf.Tensor;
  /** The sum over the rows: [K]. */
  readonly unitRate: tf.Tensor;
  readonly regularised?: tf.Tensor;
  /** [B, K], as `code`. */
  readonly mean: tf.Tensor;
  readonly code: tf.Tensor;
};

const termsKernel = (
  model: Vae,
  samples: number,
  regulariser: Divergence | undefined,
): Kernel<{ readonly parameters: Parameters; readonly x: tf.Tensor }, TermTensors> => ({
  name: `terms of the ELBO with ${samples} draws and ${regulariser?.name ?? "no regulariser"}`,
  apply: ({ parameters, x }, rng) => {
    const q = model.posterior(parameters, x);
    const prior = model.prior(parameters);
    const z = q.reparameterizedSample(rng, samples);
    const perUnit = reverseKl.perUnit(q, prior);
    return {
      reconstruction: model.logLikelihood(parameters, z, x).mean(0),
      rate: perUnit.sum(-1),
      unitRate: perUnit.sum(0),
      ...(regulariser && { regularised: regulariser.total(q, prior) }),
      mean: q.mean,
      code: tf.slice(z, [0, 0, 0], [1, -1, -1]).squeeze([0]),
    };
  },
});
