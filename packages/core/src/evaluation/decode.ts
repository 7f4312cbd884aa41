import * as tf from "@tensorflow/tfjs";
import { requireCodes, requireParameters, requireRows } from "../models/checked-input.ts";
import type { CodeDecoder } from "../models/conditional-vae.ts";
import type { Model } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { type Chunk, forEachChunk, rowsPerBatch, write } from "./chunks.ts";
import {
  type EvalFunction,
  noNoise,
  type RunOptions,
  runEagerly,
  runOptions,
} from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";
import { likelihoodFunction } from "./likelihood-of-draws.ts";

/** Means of p(x|z): codes z of M·K numbers → M·D. */
export const decode = (
  trained: Evaluated<CodeDecoder>,
  z: Float32Array,
  options: RunOptions = {},
): Float32Array => {
  requireOptions("decode", options, runOptions);
  const { run = runEagerly } = options;
  const { model, parameters } = requireParameters(trained);
  const { latentSize: K, dataSize: D } = model;
  const out = new Float32Array(requireCodes("z", z, model) * D);
  const evalFunction = meanFunction(model);
  const visit = (chunk: tf.Tensor2D, { start }: Chunk) =>
    write(out, start * D, run(evalFunction, { parameters, z: chunk }, noNoise));
  forEachChunk("z", z, K, visit, rowsPerBatch(D));
  return out;
};

/** A draw of p(x|z) for each code, with its observation noise: codes z of M·K numbers → M·D. */
export const drawData = (
  trained: Evaluated<CodeDecoder>,
  z: Float32Array,
  rng: Rng,
): Float32Array => {
  const { model, parameters } = requireParameters(trained);
  requireRng("rng", rng);
  const { latentSize: K, dataSize: D } = model;
  const out = new Float32Array(requireCodes("z", z, model) * D);
  forEachChunk("z", z, K, (chunk, { start }) => {
    const drawn = model.sampleData(parameters, chunk.expandDims(0), rng.fold("rows from", start));
    write(out, start * D, drawn);
  });
  return out;
};

/**
 * log p(x|z) of each row of x [N·D] given the code in the same row of z [N·K]: N, in nats.
 * @throws TypeError, ShapeError, RangeError for x that are no data of the model and z that are no codes
 */
export const reconstructionLogLikelihood = (
  trained: Evaluated<Model>,
  x: Float32Array,
  z: Float32Array,
  options: RunOptions = {},
): Float32Array => {
  requireOptions("reconstructionLogLikelihood", options, runOptions);
  const { run = runEagerly } = options;
  const { model, parameters } = requireParameters(trained);
  const { latentSize: K, dataSize: D } = model;
  const N = requireRows("x", x, model);
  if (requireCodes("z", z, model) !== N)
    throw new ShapeError(`z must hold ${N} rows of ${K} numbers, got ${z.length} numbers`);
  const out = new Float32Array(N);
  const evalFunction = likelihoodFunction(model);
  const visit = (batch: tf.Tensor2D, { start, rows }: Chunk) => {
    const code = tf.tensor3d(z.subarray(start * K, (start + rows) * K), [1, rows, K]);
    write(out, start, run(evalFunction, { parameters, z: code, x: batch }, noNoise));
  };
  forEachChunk("x", x, D, visit, rowsPerBatch(D));
  return out;
};

const meanFunction = (
  model: CodeDecoder,
): EvalFunction<{ readonly parameters: Parameters; readonly z: tf.Tensor }, tf.Tensor> => ({
  name: "means of data",
  apply: ({ parameters, z }) => model.mean(parameters, z.expandDims(0)),
});
