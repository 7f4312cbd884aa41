import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { rng } from "../random/rng.ts";
import { type AdamOptions, adam } from "./adam.ts";

/** 50 steps on noisy gradients: what Adam makes of them and what tf.train.adam makes of them. */
const bothWays = (
  options: Required<Omit<AdamOptions, "gradientClipping">> & { learningRate: number },
) =>
  tf.tidy(() => {
    const { learningRate, beta1, beta2, epsilon } = options ?? {};
    const start = rng(1).normal([3, 4]);
    const gradient = (step: number) =>
      rng(2)
        .fold(step)
        .normal([3, 4])
        .mul(step % 7);
    const ours = adam(options);
    let parameters = { w: start };
    let state = ours.init(parameters);
    const w = tf.variable(start);
    const theirs = tf.train.adam(learningRate, beta1, beta2, epsilon);
    for (let step = 1; step <= 50; step++) {
      ({ parameters, state } = ours.update({ w: gradient(step) }, state, parameters) as {
        parameters: { w: tf.Tensor };
        state: typeof state;
      });
      theirs.applyGradients([{ name: w.name, tensor: gradient(step) }]);
    }
    const values = [parameters.w, w].map((p) => p.dataSync());
    w.dispose();
    theirs.dispose();
    return values;
  });

test.each([
  { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { learningRate: 0.1, beta1: 0.5, beta2: 0.9, epsilon: 1e-2 },
])(
  "Adam makes the steps of tf.train.adam with $learningRate, $beta1, $beta2, $epsilon",
  (options) => {
    const [ours = [], theirs = []] = bothWays(options);
    expect(ours).toBeNear(theirs, 1e-6);
  },
);

test("the first step has the size of the learning rate, against the sign of the gradient", () => {
  const moved = tf.tidy(() => {
    const parameters = { w: tf.zeros([3]) };
    const { init, update } = adam({ learningRate: 0.01 });
    const step = update({ w: tf.tensor1d([5, -1e-2, 300]) }, init(parameters), parameters);
    return Array.from(step.parameters.w?.dataSync() ?? []);
  });
  expect(moved).toBeNear([-0.01, 0.01, -0.01], 1e-4);
});

test("an update changes neither its arguments nor any other state", () => {
  tf.tidy(() => {
    const parameters = { w: tf.ones([2]) };
    const { init, update } = adam();
    const state = init(parameters);
    const gradients = { w: tf.ones([2]) };
    const once = update(gradients, state, parameters);
    const again = update(gradients, state, parameters);
    expect(once.parameters.w?.dataSync()).toEqual(again.parameters.w?.dataSync());
    expect([state.step, once.state.step]).toEqual([0, 1]);
    expect(parameters.w.dataSync()).toEqual(Float32Array.of(1, 1));
  });
});

test("an update creates only the new tensors", async () => {
  const parameters = { w: tf.ones([2]) };
  const gradients = { w: tf.ones([2]) };
  const { init, update } = adam();
  const state = init(parameters);
  await expect(() => {
    const next = update(gradients, state, parameters);
    tf.dispose([next.parameters, next.state.slots]);
  }).toLeakNoTensors();
});

test("invalid learning rates are refused", () => {
  expect(() => adam({ learningRate: 0 })).toThrow("learningRate must be a number > 0, got 0");
  expect(() => adam({ beta1: 1 })).toThrow("beta1 must be in [0, 1), got 1");
  expect(() => adam({ beta2: -0.1 })).toThrow("beta2 must be in [0, 1), got -0.1");
  expect(() => adam({ epsilon: Number.NaN })).toThrow("epsilon must be a number > 0, got NaN");
});
