import type { Model } from "../models/model.ts";
import type { Rng } from "../random.ts";
import { rowsOf } from "../shapes.ts";
import type { Trained } from "../trained.ts";
import { forEachChunk, write } from "./chunks.ts";

/** The moments of q(z|x), N·K row-major; an autoencoder's code has no variance. */
export interface Codes {
  readonly mean: Float32Array;
  readonly logVariance?: Float32Array;
}

/** What each of the N rows of x is encoded to. */
export const codes = ({ model, parameters }: Trained<Model>, x: Float32Array): Codes => {
  const { latentSize: K, dataSize: D } = model;
  const size = rowsOf("x", x, D) * K;
  const mean = new Float32Array(size);
  let logVariance: Float32Array | undefined;
  forEachChunk("x", x, D, (batch, { start }) => {
    const q = model.posterior(parameters, batch);
    write(mean, start * K, q.mean);
    if (q.logVariance) {
      logVariance ??= new Float32Array(size);
      write(logVariance, start * K, q.logVariance);
    }
  });
  return { mean, ...(logVariance && { logVariance }) };
};

/** One draw from q(z|x) for each row of x, N·K; an autoencoder's codes themselves. */
export const sampleCodes = (
  { model, parameters }: Trained<Model>,
  x: Float32Array,
  rng: Rng,
): Float32Array => {
  const { latentSize: K, dataSize: D } = model;
  const out = new Float32Array(rowsOf("x", x, D) * K);
  forEachChunk("x", x, D, (batch, { start }) => {
    const q = model.posterior(parameters, batch);
    write(out, start * K, q.reparameterizedSample(rng.fold("rows from", start), 1));
  });
  return out;
};
