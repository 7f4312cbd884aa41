import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { type Parameters, parameter } from "../networks/parameters.ts";
import { rng } from "../random/rng.ts";
import { adamw } from "./adamw.ts";
import type { Optimizer } from "./optimizer.ts";
import { type SgdOptions, sgd } from "./sgd.ts";

const gradientAt = (step: number) =>
  rng(2)
    .fold(step)
    .normal([3, 4])
    .mul(step % 7);

/** What 50 steps on noisy gradients make of the same start. */
const walked = (optimizer: Optimizer): Float32Array =>
  tf.tidy(() => {
    let parameters: Parameters = { w: rng(1).normal([3, 4]) };
    let state = optimizer.init(parameters);
    for (let step = 1; step <= 50; step++)
      ({ parameters, state } = optimizer.update({ w: gradientAt(step) }, state, parameters));
    return new Float32Array(parameter(parameters, "w").dataSync());
  });

test.each<[SgdOptions, () => tf.SGDOptimizer]>([
  [{ learningRate: 0.1 }, () => tf.train.sgd(0.1)],
  [{ learningRate: 0.1, momentum: 0.9 }, () => tf.train.momentum(0.1, 0.9)],
  [{ learningRate: 0.05, momentum: 0.7, nesterov: true }, () => tf.train.momentum(0.05, 0.7, true)],
])("gradient descent makes the steps of tfjs's own with %j", (options, theirs) => {
  const expected = tf.tidy(() => {
    const w = tf.variable(rng(1).normal([3, 4]));
    const optimizer = theirs();
    for (let step = 1; step <= 50; step++)
      optimizer.applyGradients([{ name: w.name, tensor: gradientAt(step) }]);
    const values = new Float32Array(w.dataSync());
    w.dispose();
    optimizer.dispose();
    return values;
  });
  expect(walked(sgd(options))).toBeNear(expected, 1e-6);
});

test("AdamW makes the steps of algorithm 2 of Loshchilov & Hutter 2019, in double precision", () => {
  const [learningRate, beta1, beta2, epsilon, weightDecay] = [0.02, 0.8, 0.99, 1e-6, 0.3];
  const w = Array.from(rng(1).normals(12));
  const [m, v] = [new Float64Array(12), new Float64Array(12)];
  for (let t = 1; t <= 50; t++) {
    const noise = rng(2).fold(t).normals(12);
    for (let i = 0; i < 12; i++) {
      const g = (noise[i] as number) * (t % 7);
      m[i] = beta1 * (m[i] as number) + (1 - beta1) * g;
      v[i] = beta2 * (v[i] as number) + (1 - beta2) * g * g;
      const step = (m[i] as number) / (1 - beta1 ** t);
      const scale = Math.sqrt((v[i] as number) / (1 - beta2 ** t)) + epsilon;
      const now = w[i] as number;
      w[i] = now - learningRate * (step / scale + weightDecay * now);
    }
  }
  const optimizer = adamw({ learningRate, beta1, beta2, epsilon, weightDecay });
  expect(walked(optimizer)).toBeNear(w, 1e-5);
});

test.each<[string, Optimizer]>([
  ["gradient descent", sgd()],
  ["momentum", sgd({ momentum: 0.9 })],
  ["AdamW", adamw()],
])("an update by %s creates only the new tensors and changes no other state", async (_, made) => {
  const parameters = { w: tf.ones([2]) };
  const gradients = { w: tf.ones([2]) };
  const state = made.init(parameters);
  await expect(() => {
    const once = made.update(gradients, state, parameters);
    const again = made.update(gradients, state, parameters);
    expect(once.parameters.w?.dataSync()).toEqual(again.parameters.w?.dataSync());
    expect([state.step, once.state.step]).toEqual([0, 1]);
    expect(parameters.w.dataSync()).toEqual(Float32Array.of(1, 1));
    for (const next of [once, again]) tf.dispose([next.parameters, next.state.slots]);
  }).toLeakNoTensors();
  tf.dispose([parameters, gradients, state.slots]);
});

test("invalid learning rates are refused", () => {
  expect(() => sgd({ learningRate: 0 })).toThrow("learningRate must be a number > 0, got 0");
  expect(() => sgd({ momentum: 1 })).toThrow("momentum must be in [0, 1), got 1");
  expect(() => adamw({ weightDecay: -1 })).toThrow("weightDecay must be ≥ 0, got -1");
  expect(() => adamw({ beta1: 1 })).toThrow("beta1 must be in [0, 1), got 1");
});
