import * as tf from "@tensorflow/tfjs";
import type { Parameters } from "@vae-lab/core/networks";
import { adam, compileTrainingStep, type GraphOptimizer, type Precision, rowInput } from "tfjs-jit";
import type { BenchModel, Noise } from "../models/bench-model.ts";
import type { ModelSpec } from "../models/model-spec.ts";
import type { Engine } from "./engine.ts";
import { images, indicesOf, learningRate, seedsOf, streamsOf } from "./minibatches.ts";

export const variablesOf = (initial: Parameters): Record<string, tf.Variable> =>
  Object.fromEntries(Object.entries(initial).map(([name, value]) => [name, tf.variable(value)]));

export interface Compilation {
  /** Steps per call of TensorFlow. Default: as in trials. */
  readonly stepsPerCall?: number;
  /** Default: Adam. */
  readonly optimizer?: GraphOptimizer;
  /** Default: float32. */
  readonly precision?: Precision;
  /** Noise that replaces the draws of the graph. */
  readonly noise?: Noise;
}

/** Trains by a compiled step. */
export const compiled = async (
  model: BenchModel,
  spec: ModelSpec,
  { stepsPerCall = 16, optimizer = adam({ learningRate }), precision, noise }: Compilation = {},
): Promise<Engine> => {
  const variables = variablesOf(model.initial());
  const streams = noise === undefined ? streamsOf(model, spec) : [];
  const step = compileTrainingStep({
    variables,
    inputs: { x: rowInput(await images(spec)) },
    batchSize: spec.batchSize,
    ...{ optimizer, precision },
    loss: ({ x }, draw) =>
      model.loss(variables, x, noise ?? ((stream, shape) => draw.normal(stream, shape))),
  });
  let done = 0;
  return (steps) => {
    let last = Number.NaN;
    for (const end = done + steps; done < end; ) {
      const count = Math.min(stepsPerCall, end - done);
      const batches = Array.from({ length: count }, (_, i) => ({
        indices: indicesOf(spec, done + i),
        seeds: seedsOf(streams, done + i),
      }));
      last = step.run(batches).loss.at(-1) ?? Number.NaN;
      done += count;
    }
    return last;
  };
};
