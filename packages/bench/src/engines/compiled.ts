import * as tf from "@tensorflow/tfjs";
import type { Parameters } from "@vae-lab/core";
import { adam, compileTrainingStep, rowsOf } from "tfjs-jit";
import type { BenchModel } from "../models/bench-model.ts";
import type { ModelSpec } from "../models/model-spec.ts";
import type { Engine } from "./engine.ts";
import { images, indicesOf, learningRate, seedsOf, streamsOf } from "./minibatches.ts";

export const variablesOf = (initial: Parameters): Record<string, tf.Variable> =>
  Object.fromEntries(Object.entries(initial).map(([name, value]) => [name, tf.variable(value)]));

/** The whole step as one graph, some steps in each call of TensorFlow. */
export const compiled = async (
  model: BenchModel,
  spec: ModelSpec,
  stepsPerCall: number,
): Promise<Engine> => {
  const variables = variablesOf(model.initial());
  const streams = streamsOf(model, spec);
  const step = compileTrainingStep({
    variables,
    inputs: { x: rowsOf(await images(spec)) },
    batchSize: spec.batchSize,
    optimizer: adam({ learningRate }),
    loss: ({ x }, draw) => model.loss(variables, x, (stream, shape) => draw.normal(stream, shape)),
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
