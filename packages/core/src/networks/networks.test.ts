import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { dense } from "./dense.ts";
import { heNormal, type Initialiser, lecunNormal } from "./initialiser.ts";
import { mlp, relu } from "./mlp.ts";

test("weights begin uniform in ±√(6 / (inputs + outputs)), biases at zero", () => {
  tf.tidy(() => {
    const layer = dense({ name: "layer", inputs: 300, outputs: 200 });
    const { "layer.weights": weights, "layer.bias": bias } = layer.init(rng(1));
    const values = weights ? numbersOf(weights) : [];
    const limit = Math.sqrt(6 / 500);
    expect(values).toHaveLength(60_000);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
    // The variance of a uniform distribution is limit²/3, that of its square 4 limit⁴/45
    const square = values.reduce((sum, w) => sum + w * w, 0) / values.length;
    const error = limit ** 2 * Math.sqrt(4 / 45 / values.length);
    expect(Math.abs(square - limit ** 2 / 3)).toBeLessThan(4 * error);
    expect(bias?.dataSync()).toEqual(new Float32Array(200));
  });
});

test.each([
  ["LeCun's", lecunNormal, 1],
  ["He's", heNormal, 2],
])("%s weights begin normal with the variance that its author derives", (_, initialiser, gain) => {
  tf.tidy(() => {
    const values = numbersOf(initialiser(rng(2), 300, 200)).map((w) => w * Math.sqrt(300 / gain));
    const moment = (power: number) =>
      values.reduce((sum, w) => sum + w ** power, 0) / values.length;
    const n = values.length;
    // Moments of N(0, 1) and the variances of their estimates: 1, 2, 96
    expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });
});

test("another initialisation is an argument, and each layer has a stream of its own", () => {
  tf.tidy(() => {
    const ones: Initialiser = (_rng, inputs, outputs) => tf.ones([inputs, outputs]);
    const { "a.weights": w } = dense({ name: "a", inputs: 2, outputs: 1, initialiser: ones }).init(
      rng(1),
    );
    expect([...(w?.dataSync() ?? [])]).toEqual([1, 1]);
    const net = mlp({ name: "net", widths: [4, 4, 4] }).init(rng(1));
    expect(net["net.1.weights"]?.dataSync()).not.toEqual(net["net.2.weights"]?.dataSync());
  });
});

test("a dense layer is x · W + b, and an mlp of one width the identity", () => {
  tf.tidy(() => {
    const parameters = {
      "l.weights": tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
      "l.bias": tf.tensor1d([10, 20]),
    };
    const x = tf.tensor2d([[1, -1]]);
    const y = dense({ name: "l", inputs: 2, outputs: 2 }).apply(parameters, x);
    expect([...y.dataSync()]).toEqual([8, 18]);
    expect(mlp({ name: "none", widths: [2] }).apply({}, x)).toBe(x);
  });
});

test("relu has the value and the gradient of tf.relu, zero at zero", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([-2, 0, 3, 1e-30]);
    const dy = tf.tensor1d([1, 2, -3, 4]);
    const both = (f: (x: tf.Tensor) => tf.Tensor) => {
      const { value, grad } = tf.valueAndGrad(f)(x, dy);
      return [...value.dataSync(), ...grad.dataSync()];
    };
    expect(both(relu)).toEqual(both((v) => tf.relu(v)));
  });
});

test("a layer without units, and a missing parameter, are refused by name", () => {
  expect(() => dense({ name: "l", inputs: 2, outputs: 0 })).toThrow(
    "the outputs of l must be a whole number ≥ 1, got 0",
  );
  expect(() => dense({ name: "l", inputs: 2, outputs: 2 }).apply({}, tf.scalar(0))).toThrow(
    "parameters must hold l.weights",
  );
});
