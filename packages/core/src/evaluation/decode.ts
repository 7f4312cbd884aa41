import * as tf from "@tensorflow/tfjs";
import type { Model } from "../models/model.ts";
import { rowsOf, ShapeError } from "../shapes.ts";
import type { Trained } from "../trained.ts";
import { forEachChunk, write } from "./chunks.ts";

/** Means of p(x|z): codes z of M·K numbers → M·D. */
export const decode = ({ model, parameters }: Trained<Model>, z: Float32Array): Float32Array => {
  const { latentSize: K, dataSize: D } = model;
  const out = new Float32Array(rowsOf("z", z, K) * D);
  forEachChunk("z", z, K, (chunk, { start }) => {
    write(out, start * D, model.mean(parameters, chunk.expandDims(0)));
  });
  return out;
};

/** log p(x|z) of each row of x [N·D] under the code in the same row of z [N·K]: N, in nats. */
export const reconstructionLogLikelihood = (
  { model, parameters }: Trained<Model>,
  x: Float32Array,
  z: Float32Array,
): Float32Array => {
  const { latentSize: K, dataSize: D } = model;
  const N = rowsOf("x", x, D);
  if (z.length !== N * K)
    throw new ShapeError(`z must hold ${N} rows of ${K} numbers, got ${z.length} numbers`);
  const out = new Float32Array(N);
  forEachChunk("x", x, D, (batch, { start, rows }) => {
    const code = tf.tensor3d(z.subarray(start * K, (start + rows) * K), [1, rows, K]);
    write(out, start, model.logLikelihood(parameters, code, batch));
  });
  return out;
};
