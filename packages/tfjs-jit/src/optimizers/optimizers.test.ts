import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { eagerLosses } from "../../test/eager.ts";
import { batches, perceptron } from "../../test/tasks.ts";
import { compileTrainingStep } from "../training-step.ts";
import { adam, adamw } from "./adam.ts";
import { sgd } from "./sgd.ts";

const optimizers = {
  "gradient descent": [sgd({ learningRate: 0.1 }), () => tf.train.sgd(0.1)],
  "gradient descent with momentum": [
    sgd({ learningRate: 0.1, momentum: 0.9 }),
    () => tf.train.momentum(0.1, 0.9),
  ],
  "gradient descent with Nesterov's momentum": [
    sgd({ learningRate: 0.1, momentum: 0.8, nesterov: true }),
    () => tf.train.momentum(0.1, 0.8, true),
  ],
  Adam: [adam({ learningRate: 0.01 }), () => tf.train.adam(0.01)],
  "Adam with other settings": [
    adam({ learningRate: 0.02, beta1: 0.5, beta2: 0.9, epsilon: 0.1 }),
    () => tf.train.adam(0.02, 0.5, 0.9, 0.1),
  ],
} as const;

describe.each(Object.entries(optimizers))("%s", (_, [compiled, eager]) => {
  test("updates the variables as tfjs's optimizer does", () => {
    const made = perceptron();
    const step = compileTrainingStep({ ...made, optimizer: compiled });
    step.run(batches(5, 16));
    const moved = Object.values(step.read().variables);
    step.dispose();
    eagerLosses(made, eager(), batches(5, 16));
    for (const [i, variable] of made.variables.entries()) {
      expect(moved[i]).toBeNear(variable.dataSync(), 2e-5);
    }
  });
});

test("AdamW multiplies the variables by 1 − learningRate·weightDecay, then makes Adam's step", () => {
  const w = tf.variable(tf.tensor1d([2, -3]));
  const options = { learningRate: 0.1, weightDecay: 0.5 };
  const step = compileTrainingStep({
    variables: { w },
    inputs: {},
    loss: () => w.mul(tf.tensor1d([1, 4])).sum<tf.Scalar>(),
    optimizer: adamw(options),
  });
  step.run([{}]); // Adam's first step is as long as the learning rate
  expect(step.read().variables.w).toBeNear([2 * 0.95 - 0.1, -3 * 0.95 - 0.1], 1e-6);
  step.run([{}]);
  expect(step.read().variables.w).toBeNear([1.8 * 0.95 - 0.1, -2.95 * 0.95 - 0.1], 1e-6);
});
