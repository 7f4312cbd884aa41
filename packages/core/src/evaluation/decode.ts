import * as tf from "@tensorflow/tfjs";
import type { Model } from "../models/model.ts";
import type { Trained } from "../models/trained-model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { rowsOf, ShapeError } from "../tensors/shapes.ts";
import { forEachChunk, write } from "./chunks.ts";
import { type Kernel, noNoise, type RunKernel, runEagerly } from "./kernel.ts";

/** Means of p(x|z): codes z of M·K numbers → M·D. */
export const decode = (
  { model, parameters }: Trained<Model>,
  z: Float32Array,
  { run = runEagerly }: { readonly run?: RunKernel } = {},
): Float32Array => {
  const { latentSize: K, dataSize: D } = model;
  const out = new Float32Array(rowsOf("z", z, K) * D);
  const kernel = meanKernel(model);
  forEachChunk("z", z, K, (chunk, { start }) => {
    write(out, start * D, run(kernel, { parameters, z: chunk }, noNoise));
  });
  return out;
};

/** log p(x|z) of each row of x [N·D] under the code in the same row of z [N·K]: N, in nats. */
export const reconstructionLogLikelihood = (
  { model, parameters }: Trained<Model>,
  x: Float32Array,
  z: Float32Array,
  { run = runEagerly }: { readonly run?: RunKernel } = {},
): Float32Array => {
  const { latentSize: K, dataSize: D } = model;
  const N = rowsOf("x", x, D);
  if (z.length !== N * K)
    throw new ShapeError(`z must hold ${N} rows of ${K} numbers, got ${z.length} numbers`);
  const out = new Float32Array(N);
  const kernel = likelihoodKernel(model);
  forEachChunk("x", x, D, (batch, { start, rows }) => {
    const code = tf.tensor2d(z.subarray(start * K, (start + rows) * K), [rows, K]);
    write(out, start, run(kernel, { parameters, z: code, x: batch }, noNoise));
  });
  return out;
};

const meanKernel = (
  model: Model,
): Kernel<{ readonly parameters: Parameters; readonly z: tf.Tensor }, tf.Tensor> => ({
  name: "means of data",
  apply: ({ parameters, z }) => model.mean(parameters, z.expandDims(0)),
});

const likelihoodKernel = (
  model: Model,
): Kernel<
  { readonly parameters: Parameters; readonly z: tf.Tensor; readonly x: tf.Tensor },
  tf.Tensor
> => ({
  name: "log-likelihood of codes",
  apply: ({ parameters, z, x }) => model.logLikelihood(parameters, z.expandDims(0), x),
});
