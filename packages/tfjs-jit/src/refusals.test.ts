import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { jit } from "./jit.ts";
import { UntraceableError } from "./untraceable-error.ts";

const w = tf.variable(tf.ones([2]), true, "w");
const optimizer = tf.train.sgd(0.1);
let counter = 0;

function assigns(x: tf.Tensor1D) {
  w.assign(x);
  return x;
}

function trains(x: tf.Tensor1D) {
  optimizer.minimize(() => w.mul(x).sum(), false, [w]);
  return x;
}

type Refused = [does: string, f: (x: tf.Tensor1D) => unknown, message: string | RegExp];

const refused: readonly Refused[] = [
  [
    "branches on a value",
    (x) => (x.sum<tf.Scalar>().arraySync() > 0 ? x : x.neg()),
    "the function reads a value ([] float32 from Sum)",
  ],
  [
    "reads a variable",
    (x) => x.mul(w.dataSync()[0] ?? 0),
    'the function reads a value (variable "w", [2] float32)',
  ],
  [
    "waits for a value",
    (x) => x.data().then(() => x),
    "the function reads a value (input input_0, [2] float32)",
  ],
  ["returns a promise", async (x) => x, "the function returns a promise"],
  ["draws normals", (x) => x.add(tf.randomNormal([2])), "tf.randomNormal draws random numbers"],
  ["draws uniforms", (x) => x.add(tf.randomUniform([2])), "tf.randomUniform draws random numbers"],
  ["draws truncated normals", (x) => x.add(tf.truncatedNormal([2])), "use `draw`, or stateless"],
  ["drops out", (x) => tf.dropout(x, 0.5), "draws random numbers, which a graph would repeat"],
  ["samples classes", (x) => tf.multinomial(x, 3), "draws random numbers"],
  [
    "samples classes with a seed",
    (x) => tf.multinomial(x, 3, 1),
    "TensorFlow's Multinomial draws random numbers",
  ],
  ["counts", (x) => x.add(counter++), "the function does something else each time"],
  [
    "changes an attribute that JSON cannot represent",
    (x) => tf.leakyRelu(x, counter++ % 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY),
    "op 0 was LeakyRelu, then the same op with other attributes",
  ],
  [
    "alternates between two ops",
    (x) => (counter++ % 2 ? x.exp() : x.log()),
    /op 0 was \w+, then \w+/,
  ],
  ["uses strings", (x) => [x, tf.tensor(["a"])], "string tensors cannot be compiled"],
  [
    "finds distinct values",
    (x) => tf.unique(x).values,
    "UniqueV2 has an output whose shape depends on values",
  ],
  [
    "creates a variable",
    (x) => x.add(tf.variable(tf.scalar(1), true, "inner")),
    'the function creates variable "inner"',
  ],
  ["assigns to a variable", assigns, 'the function calls assign on variable "w"'],
  ["trains", trains, 'the function calls assign on variable "w"'],
  ["returns no tensor", () => [], "the function returns no tensor"],
];

describe.each(refused)("a function that %s", (_, f, message) => {
  test("is refused with the reason and changes nothing", () => {
    const x = tf.tensor1d([0.5, 0.25]);
    const variables = Object.keys(tf.engine().registeredVariables);
    expect(() => jit(f)(x)).toThrow(UntraceableError); // the first use copies values to TensorFlow
    expect(() => {
      expect(() => jit(f)(x)).toThrow(message);
    }).toLeakNoTensors();
    expect(Object.keys(tf.engine().registeredVariables)).toEqual(variables);
    expect([...w.dataSync()]).toEqual([1, 1]);
    expect(Math.random()).not.toBe(Math.random());
    expect(tf.randomNormal([2]).shape).toEqual([2]);
  });
});

test("string arguments are refused", () => {
  const f = jit((x: tf.Tensor) => x);
  expect(() => f(tf.tensor(["a"]))).toThrow("string tensors cannot be compiled");
});

test("an error of the function itself is passed on", () => {
  const f = jit((x: tf.Tensor) => x.reshape([7]));
  expect(() => f(tf.zeros([2]))).toThrow("Input to reshape is a tensor with 2 values");
  expect(tf.zeros([2]).add(1).shape).toEqual([2]);
});
