import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Prior } from "../distributions/distribution.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { Model, VariationalModel } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { type Chunk, forEachChunk, rowsPerBatch, write } from "./chunks.ts";
import {
  type EvalFunction,
  noNoise,
  type RunOptions,
  runEagerly,
  runOptions,
} from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";

/** The moments of q(z|x), N·K row-major; an autoencoder's code has no variance. */
export interface Codes {
  readonly mean: Float32Array;
  readonly logVariance?: Float32Array;
}

/** The moments of q(z|x) of each of the N rows of x. */
export const codes = (
  trained: Evaluated<Model>,
  x: Float32Array,
  options: RunOptions = {},
): Codes => {
  requireOptions("codes", options, runOptions);
  const { run = runEagerly } = options;
  const { model, parameters } = requireParameters(trained);
  const { latentSize: K, dataSize: D } = model;
  const size = requireRows("x", x, model) * K;
  const mean = new Float32Array(size);
  let logVariance: Float32Array | undefined;
  const evalFunction = codesFunction(model);
  const visit = (batch: tf.Tensor2D, { start }: Chunk) => {
    const moments = run(evalFunction, { parameters, x: batch }, noNoise);
    write(mean, start * K, moments.mean);
    if (moments.logVariance) {
      logVariance ??= new Float32Array(size);
      write(logVariance, start * K, moments.logVariance);
    }
  };
  forEachChunk("x", x, D, visit, rowsPerBatch(D));
  return { mean, ...(logVariance && { logVariance }) };
};

/** Samples of the model's prior: M·K. */
export const priorCodes = (
  trained: Evaluated<VariationalModel<unknown, Prior>>,
  rng: Rng,
  count: number,
): Float32Array => {
  const { model, parameters } = requireParameters(trained);
  requireRng("rng", rng);
  requireCount("count", count);
  const out = new Float32Array(count * model.latentSize);
  tf.tidy(() => write(out, 0, model.prior(parameters).sample(rng, [1, count, model.latentSize])));
  return out;
};

const codesFunction = (
  model: Model,
): EvalFunction<
  { readonly parameters: Parameters; readonly x: tf.Tensor },
  { readonly mean: tf.Tensor; readonly logVariance?: tf.Tensor }
> => ({
  name: "codes",
  apply: ({ parameters, x }) => {
    const { mean, logVariance } = model.posterior(parameters, x);
    return { mean, ...(logVariance && { logVariance }) };
  },
});

/** One sample of q(z|x) per row of x, N·K; for an autoencoder, its codes. */
export const sampleCodes = (trained: Evaluated<Model>, x: Float32Array, rng: Rng): Float32Array => {
  const { model, parameters } = requireParameters(trained);
  requireRng("rng", rng);
  const { latentSize: K, dataSize: D } = model;
  const out = new Float32Array(requireRows("x", x, model) * K);
  forEachChunk("x", x, D, (batch, { start }) => {
    const q = model.posterior(parameters, batch);
    write(out, start * K, q.sample(rng.fold("rows from", start), 1));
  });
  return out;
};
