import { requireCount } from "../arguments.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import type { Vae } from "../models/model.ts";
import type { Rng } from "../random.ts";
import { rowsOf } from "../shapes.ts";
import type { Trained } from "../trained.ts";
import { forEachChunk, write } from "./chunks.ts";

export interface ElboTermsOptions {
  readonly rng: Rng;
  /** Draws of z per row for the reconstruction term; 1 when not given. */
  readonly samples?: number;
  /** Evaluated beside the rate when given. */
  readonly regulariser?: Divergence;
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
  { rng, samples = 1, regulariser }: ElboTermsOptions,
): ElboTerms => {
  requireCount("samples", samples);
  const { latentSize: K, dataSize: D } = model;
  const prior = model.prior(parameters);
  const N = rowsOf("x", x, D);
  const reconstruction = new Float32Array(N);
  const rate = new Float32Array(N);
  const unitSum = new Float64Array(K);
  const regularised = regulariser && new Float32Array(N);
  const mean = new Float32Array(N * K);
  const code = new Float32Array(N * K);
  forEachChunk("x", x, D, (batch, { start, rows }) => {
    const q = model.posterior(parameters, batch);
    const z = q.reparameterizedSample(rng.fold("rows from", start), samples);
    write(reconstruction, start, model.logLikelihood(parameters, z, batch).mean(0));
    write(mean, start * K, q.mean);
    write(code, start * K, z.slice([0, 0, 0], [1, rows, K]));
    const perUnit = reverseKl.perUnit(q, prior);
    write(rate, start, perUnit.sum(-1));
    perUnit
      .sum(0)
      .dataSync()
      .forEach((sum, unit) => {
        unitSum[unit] = (unitSum[unit] ?? 0) + sum;
      });
    if (regulariser && regularised) write(regularised, start, regulariser.total(q, prior));
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
