import * as tf from "@tensorflow/tfjs";
import { requireCodes, requireParameters } from "../models/checked-input.ts";
import type { CodeDecoder } from "../models/conditional-vae.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { forEachChunk } from "./chunks.ts";
import {
  type EvalFunction,
  noNoise,
  type RunOptions,
  runEagerly,
  runOptions,
} from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";

/** Half the distance of a difference: the error is of its square, and of float32's rounding over it. */
const step = 0.01;

/**
 * ‖∂E[x|z]/∂z_k‖ of each unit k at each of the M codes z [M·K], by central differences: M·K. The norm is
 * over the D values of x, in data units per unit of z. 0 for a unit that the decoder ignores; a unit
 * whose code has a small spread may matter little in spite of a large one.
 */
export const decoderSensitivity = (
  trained: Evaluated<CodeDecoder>,
  z: Float32Array,
  options: RunOptions = {},
): Float32Array => {
  requireOptions("decoderSensitivity", options, runOptions);
  const { run = runEagerly } = options;
  const { model, parameters } = requireParameters(trained);
  const { latentSize: K } = model;
  const found = new Float32Array(requireCodes("z", z, model) * K);
  const evalFunction: EvalFunction<
    { readonly parameters: Parameters; readonly z: tf.Tensor; readonly shift: tf.Tensor },
    tf.Tensor
  > = {
    name: "difference of means of data",
    apply: (inputs) => {
      const mean = (code: tf.Tensor) => model.mean(inputs.parameters, code.expandDims(0));
      const difference = mean(inputs.z.add(inputs.shift)).sub(mean(inputs.z.sub(inputs.shift)));
      return difference
        .div(2 * step)
        .square()
        .sum(-1)
        .sqrt();
    },
  };
  forEachChunk("z", z, K, (code, { start, rows }) => {
    for (let k = 0; k < K; k++) {
      const shift = tf.oneHot(tf.scalar(k, "int32"), K).cast("float32").mul(step);
      const norms = run(evalFunction, { parameters, z: code, shift }, noNoise).dataSync();
      for (let i = 0; i < rows; i++) found[(start + i) * K + k] = norms[i] as number;
    }
  });
  return found;
};
