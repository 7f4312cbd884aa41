import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { requireCodes, requireParameters, requireRows } from "../models/checked-input.ts";
import type { Model } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { adam } from "../optimizers/adam.ts";
import { requireOptions } from "../options.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { forEachChunk, write } from "./chunks.ts";
import { type EvalFunction, noNoise, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";

/** Options of `likeliestCodes`. */
export interface LikeliestCodesOptions {
  /** The codes that the ascent begins at, N·K. */
  readonly start: Float32Array;
  /** Steps of Adam. Default: 200. */
  readonly steps?: number;
  /** Default: 0.05. */
  readonly learningRate?: number;
  readonly run?: RunEvalFunction;
}

/**
 * The code z that maximises log p(x|z) for each of the N rows of x, without regard to p(z): N·K. What the
 * decoder can show of x at best, by gradient ascent to a local maximum; where the likelihood has none, as
 * far as the steps go. Rows do not influence each other.
 * @throws RangeError, ShapeError for arguments that break a rule
 */
export const likeliestCodes = (
  trained: Evaluated<Model>,
  x: Float32Array,
  options: LikeliestCodesOptions,
): Float32Array => {
  requireOptions("likeliestCodes", options, {
    start: "required",
    steps: "optional",
    learningRate: "optional",
    run: "optional",
  });
  const { start: begin, steps = 200, learningRate = 0.05, run = runEagerly } = options;
  const { model, parameters } = requireParameters(trained);
  const { latentSize: K, dataSize: D } = model;
  requireCount("steps", steps);
  const N = requireRows("x", x, model);
  if (requireCodes("start", begin, model) !== N)
    throw new ShapeError(`start must hold ${N} rows of ${K} numbers, got ${begin.length} numbers`);
  const optimizer = adam({ learningRate });
  const found = new Float32Array(N * K);
  const slope: EvalFunction<
    { readonly parameters: Parameters; readonly x: tf.Tensor; readonly z: tf.Tensor },
    tf.Tensor
  > = {
    name: "slope of the log-likelihood of codes",
    apply: (inputs) =>
      tf.grad((z) => model.logLikelihood(inputs.parameters, z.expandDims(0), inputs.x).sum().neg())(
        inputs.z,
      ),
  };
  forEachChunk("x", x, D, (batch, { start, rows }) => {
    const first = { z: tf.tensor2d(begin.slice(start * K, (start + rows) * K), [rows, K]) };
    let now = { parameters: first as Parameters, state: optimizer.init(first) };
    for (let step = 0; step < steps; step++) {
      const next = tf.tidy(() => {
        const z = now.parameters.z as tf.Tensor;
        const gradient = run(slope, { parameters, x: batch, z }, noNoise);
        return optimizer.update({ z: gradient }, now.state, now.parameters);
      });
      tf.dispose(now);
      now = next;
    }
    write(found, start * K, now.parameters.z as tf.Tensor);
    tf.dispose(now);
  });
  return found;
};
