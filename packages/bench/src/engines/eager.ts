import * as tf from "@tensorflow/tfjs";
import type { BenchModel, Noise } from "../models/bench-model.ts";
import type { ModelSpec } from "../models/model-spec.ts";
import { variablesOf } from "./compiled.ts";
import type { Engine } from "./engine.ts";
import { images, indicesOf, learningRate } from "./minibatches.ts";

/** Eager training with tf.train.adam, as in the guide of TensorFlow.js. */
export const eager = async (
  model: BenchModel,
  spec: ModelSpec,
  noiseOf: (step: number) => Noise,
): Promise<Engine> => {
  const variables = variablesOf(model.initial());
  const optimizer = tf.train.adam(learningRate);
  const data = await images(spec);
  const trainOnce = (step: number): number =>
    tf.tidy(() => {
      const x = tf.gather(data, tf.tensor1d(indicesOf(spec, step), "int32"));
      const { value, grads } = tf.variableGrads(
        () => model.loss(variables, x, noiseOf(step)).asScalar(),
        Object.values(variables),
      );
      optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
      return value.dataSync()[0] ?? Number.NaN;
    });
  let done = 0;
  return (steps) => {
    let last = Number.NaN;
    for (const end = done + steps; done < end; done++) last = trainOnce(done);
    return last;
  };
};
