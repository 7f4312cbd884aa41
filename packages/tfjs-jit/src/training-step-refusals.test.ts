import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import type { Draw } from "./noise.ts";
import { adam, adamw } from "./optimizers/adam.ts";
import { sgd } from "./optimizers/sgd.ts";
import { fedInput, rowInput } from "./step-inputs.ts";
import { compileTrainingStep } from "./training-step.ts";

describe("refused with the rule and the value:", () => {
  const w = tf.variable(tf.scalar(1), true, "w-refused");
  const data = tf.ones([10, 2]);
  const options = {
    variables: { w },
    inputs: { x: rowInput(data), beta: fedInput([]) },
    optimizer: sgd({ learningRate: 1 }),
    loss: () => w.square<tf.Scalar>(),
  };
  const step = compileTrainingStep({
    ...options,
    loss: ({ x }, { normal }) =>
      w
        .mul(x.mean())
        .mul(normal("a", [3]).mean())
        .mul<tf.Scalar>(normal("b c", [])),
  });
  const indices = Int32Array.of(0, 9);
  const seeds = { a: [1, 2] as const, "b c": [3, 4] as const };

  test.each([
    ["no indices", {}, "a batch needs indices"],
    [
      "an index outside",
      { indices: Int32Array.of(1, 10), seeds, fed: { beta: 1 } },
      "indices must be in [0, 10), got 10",
    ],
    ["no index", { indices: new Int32Array(0), seeds }, "at least one index"],
    [
      "a missing seed",
      { indices, seeds: { a: seeds.a }, fed: { beta: 1 } },
      'a seed for stream "b c"',
    ],
    [
      "a seed that is no int32",
      { indices, seeds: { ...seeds, a: [2 ** 31, 0] as const }, fed: { beta: 1 } },
      "a seed must be two int32, got [2147483648,0]",
    ],
    ["nothing fed", { indices, seeds }, 'input "beta" needs 1 values for each step, got nothing'],
    ["too much fed", { indices, seeds, fed: { beta: Float32Array.of(1, 2) } }, "got 2"],
    [
      "an infinite rate",
      { indices, seeds, fed: { beta: 1 }, learningRate: Number.POSITIVE_INFINITY },
      "learningRate must be finite, got Infinity",
    ],
    [
      "a negative rate",
      { indices, seeds, fed: { beta: 1 }, learningRate: -1 },
      "learningRate must be ≥ 0, got -1",
    ],
  ])("%s", (_, batch, message) => {
    expect(() => step.run([batch])).toThrow(message);
    expect(step.read().steps).toBe(0);
  });

  const fedStep = compileTrainingStep({
    ...options,
    inputs: {
      x: rowInput(data),
      count: fedInput([2], "int32"),
      on: fedInput([], "bool"),
      beta: fedInput([]),
    },
    loss: ({ count, on, beta }) => w.mul(count.sum()).mul(on.cast("float32")).mul<tf.Scalar>(beta),
  });
  const values = { count: [-(2 ** 31), 2 ** 31 - 1], on: true, beta: Number.NaN };
  const whole = "indices must be whole numbers in [0, 10), got";
  const counts = 'values of input "count" must be whole numbers of int32, got';
  const flag = 'values of input "on" must be 0, 1, true or false, got';

  test.each<[string, { indices?: unknown; fed?: Record<string, unknown> }]>([
    [`${whole} 1.7`, { indices: [0, 1.7] }],
    [`${whole} NaN`, { indices: Float32Array.of(0, Number.NaN) }],
    [`${whole} "1"`, { indices: [0, "1"] }],
    ["indices must be in [0, 10), got 4294967296", { indices: [0, 2 ** 32] }],
    ['indices must be an array of whole numbers, got "12"', { indices: "12" }],
    ["indices must be an array of whole numbers, got a tensor [2]", { indices: tf.ones([2]) }],
    [`${counts} 1.5`, { fed: { ...values, count: [1, 1.5] } }],
    [`${counts} 2147483648`, { fed: { ...values, count: [1, 2 ** 31] } }],
    [`${counts} null`, { fed: { ...values, count: [1, null] } }],
    [`${flag} 2`, { fed: { ...values, on: 2 } }],
    ['values of input "beta" must be numbers, got "1"', { fed: { ...values, beta: ["1"] } }],
    ["each step, got a tensor []", { fed: { ...values, beta: tf.scalar(1) } }],
  ])("%s", (message, wrong) => {
    const right = { indices, fed: values };
    fedStep.run([right]);
    const { steps } = fedStep.read();
    const last = { ...right, ...wrong } as typeof right;
    expect(() => fedStep.run([right, { ...right, indices: Int32Array.of(1) }, last])).toThrow(
      message,
    );
    expect(fedStep.read().steps).toBe(steps);
  });

  test("a wrong batch of any size, before the first step", () => {
    const w = tf.variable(tf.scalar(1));
    const inputs = { x: rowInput(data) };
    const loss = ({ x }: { x: tf.Tensor }) => w.mul<tf.Scalar>(x.mean());
    const of = compileTrainingStep({ ...options, variables: { w }, inputs, loss });
    expect(() => of.run([{ indices }, { indices: [1] }, { indices: [10] }])).toThrow("got 10");
    expect(() => of.run([{ indices }, { indices: [1], learningRate: Number.NaN }])).toThrow("NaN");
    expect(of.read()).toMatchObject({ steps: 0, variables: { w: Float32Array.of(1) } });
    of.dispose();
  });

  test("a loss or part that is not a scalar", () => {
    const loss = () => w.mul<tf.Scalar>(data);
    expect(() => compileTrainingStep({ ...options, loss, batchSize: 2 })).toThrow(
      "the loss must be a float32 scalar, got float32 [10,2]",
    );
    const parted = () => ({
      loss: w.square<tf.Scalar>(),
      parts: { p: data as tf.Tensor as tf.Scalar },
    });
    expect(() => compileTrainingStep({ ...options, loss: parted, batchSize: 2 })).toThrow(
      'part "p"',
    );
  });

  const sizes = "batchSize must be a whole number in [1, 2^31), got";
  const tensor = tf.ones([2]);
  test.each<[message: string, change: object]>([
    ...[1.5, -1, 0, Number.NaN, 1e12].map((batchSize): [string, object] => [
      `${sizes} ${batchSize}`,
      { batchSize: [2, batchSize] },
    ]),
    ["batchSize must be 0 without row inputs, got 2", { inputs: {} }],
    ['the loss must return a tensor, or an object with a tensor "loss", got 3', { loss: () => 3 }],
    ['with a tensor "loss", got undefined', { loss: () => undefined }],
    ['with a tensor "loss", got an object', { loss: () => ({ parts: {} }) }],
    ['with a tensor "loss", got a Promise', { loss: async () => w.square() }],
    [
      'the loss must return an object "parts" beside "loss", got undefined',
      { loss: () => ({ loss: w.square() }) },
    ],
    [
      'part "p" must be a float32 scalar, got 3',
      { loss: () => ({ loss: w.square(), parts: { p: 3 } }) },
    ],
    ["by adam, adamw or sgd, got an AdamOptimizer", { optimizer: tf.train.adam() }],
    ['variable "v" must be a tf.Variable, got a tensor [2]', { variables: { v: tensor } }],
    ['variable "0" must be a tf.Variable, got a tensor [2]', { variables: [tensor] }],
    ['input "x" must be made by rowInput or fedInput, got a tensor [2]', { inputs: { x: tensor } }],
    [
      'all row inputs must have equally many rows, got 10 in "x" and 2 in "y"',
      { inputs: { x: rowInput(data), y: rowInput(tensor) } },
    ],
  ])("options: %s", (message, change) => {
    expect(() => compileTrainingStep({ ...options, batchSize: 2, ...change })).toThrow(message);
  });

  test("a row input without rows", () => {
    expect(() => rowInput(3 as never)).toThrow(
      "rowInput needs a tensor with at least one row, got 3",
    );
    expect(() => rowInput(tf.ones([0, 4]))).toThrow("at least one row, got a tensor [0,4]");
  });

  test("a loss that throws or is not a scalar, without leaking its tensors", () => {
    const z = tf.ones([2]);
    const throwing = ({ x }: { x: tf.Tensor }, draw: Draw): tf.Scalar => {
      tf.grad((y: tf.Tensor) => y.square().sum())(x.mul(w).add(draw.normal("a", [2])));
      throw new Error("thrown by the loss");
    };
    const vector = ({ x }: { x: tf.Tensor }) => x.mul(w).mul<tf.Scalar>(z);
    const optimizer = { ...options.optimizer, update: () => "no such node" };
    const captures = ({ x }: { x: tf.Tensor }) => x.mul(w).mul(z).sum<tf.Scalar>();
    const failing = [
      () => compileTrainingStep({ ...options, loss: throwing, batchSize: 2 }),
      () => compileTrainingStep({ ...options, loss: vector, batchSize: 2 }),
      () => compileTrainingStep({ ...options, optimizer, loss: captures, batchSize: 2 }),
    ];
    const all = () => {
      for (const compile of failing) expect(compile).toThrow(/thrown|float32 \[2,2\]|rejects/);
    };
    all(); // the first use copies values to TensorFlow
    expect(all).toLeakNoTensors();
  });

  test("variables that cannot be trained", () => {
    const whole = tf.variable(tf.scalar(1, "int32"));
    const fixed = tf.variable(tf.scalar(1), false);
    const error = (variables: Record<string, tf.Variable>) => () =>
      compileTrainingStep({ ...options, variables });
    expect(error({ whole })).toThrow('variable "whole" must be float32 and trainable, got int32');
    expect(error({ fixed })).toThrow(
      'variable "fixed" must be float32 and trainable, got one that is not trainable',
    );
    expect(error({})).toThrow("at least one variable");
    expect(error({ w, again: w })).toThrow('each variable must be given once, got "again" twice');
  });

  test("a state of another model", () => {
    const state = step.read();
    expect(() => step.write({ ...state, variables: {} })).toThrow(
      'the state lacks the 1 values of variable "w", got nothing',
    );
    expect(() => step.write({ ...state, steps: -1 })).toThrow(
      "steps must be a whole number ≥ 0, got -1",
    );
  });

  test.each<[message: string, change: object]>([
    ["steps must be ≤ 9007199254740991, got 100000000000000000000", { steps: 1e20 }],
    ['steps must be a whole number ≥ 0, got "1"', { steps: "1" }],
    [
      'variable "v" must have 2 values, got an object; save Array.from',
      { variables: { v: { 0: 1, 1: 2 } } },
    ],
    ['values of variable "v" must be numbers, got null at 1', { variables: { v: [1, null] } }],
    ['variable "v" must have 2 values, got a tensor [2]', { variables: { v: tf.ones([2]) } }],
    ['variable "v" must have 2 values, got 3', { variables: { v: new Float64Array(3) } }],
    ['the state lacks the 2 values of variable "v", got u', { variables: { u: [1, 2] } }],
    ['the state lacks the 2 values of momentum of variable "v", got nothing', { slots: undefined }],
    ['values of momentum of variable "v", got w', { slots: { momentum: { w: [1, 2] } } }],
  ])("a state: %s", (message, change) => {
    const v = tf.variable(tf.zeros([2]));
    const optimizer = sgd({ learningRate: 1, momentum: 0.5 });
    const loss = () => v.sum<tf.Scalar>();
    const of = compileTrainingStep({ variables: { v }, inputs: {}, loss, optimizer });
    const state = { steps: 1, variables: { v: [1, 2] }, slots: { momentum: { v: [3, 4] } } };
    of.write(state);
    const written = of.read();
    expect(() => {
      expect(() => of.write({ ...state, ...change })).toThrow(message);
    }).toLeakNoTensors();
    expect(of.read()).toEqual(written);
    of.dispose();
  });

  test("options of an optimizer out of range", () => {
    expect(() => adam({ learningRate: -1 })).toThrow("learningRate must be ≥ 0, got -1");
    expect(() => adam({ learningRate: 1, beta2: 1 })).toThrow("beta2 must be in [0, 1), got 1");
    expect(() => adamw({ learningRate: 1, weightDecay: -2 })).toThrow(
      "weightDecay must be ≥ 0, got -2",
    );
    expect(() => sgd({ learningRate: 1, momentum: 1 })).toThrow(
      "momentum must be in [0, 1), got 1",
    );
  });

  test("row inputs that have been disposed", () => {
    const gone = tf.ones([10, 2]);
    const of = compileTrainingStep({ ...options, inputs: { x: rowInput(gone) }, batchSize: 2 });
    gone.dispose();
    expect(() => of.run([{ indices: [1] }])).toThrow('the tensor of input "x" has been disposed');
    expect(() => of.run([{ indices }])).toThrow('the tensor of input "x" has been disposed');
    of.dispose();
  });

  const refusesThree = {
    ...options,
    inputs: { x: rowInput(data) },
    loss: ({ x }: { x: tf.Tensor }) =>
      w.mul(x.shape[0] === 3 ? x.add(tf.randomNormal([2])).sum() : x.sum()),
  };

  test("a batch size that cannot be compiled, at compilation if it is in the options", () => {
    const compiledFor = (batchSize: number[]) => () =>
      compileTrainingStep({ ...refusesThree, batchSize }).dispose();
    expect(compiledFor([2, 3])).toThrow("tf.randomNormal draws random numbers");
    expect(compiledFor([2, 4])).not.toThrow();
  });

  test("a batch size that cannot be compiled; other sizes still train", () => {
    const odd = compileTrainingStep(refusesThree);
    odd.run([{ indices }]);
    expect(() => odd.run([{ indices: [1, 2, 3] }])).toThrow("tf.randomNormal draws random numbers");
    expect(odd.run([{ indices }]).loss).toHaveLength(1);
    expect(odd.read().steps).toBe(2);
    odd.dispose();
  });

  test("a call after disposal", () => {
    const gone = compileTrainingStep(options);
    gone.dispose();
    expect(() => gone.read()).toThrow("cannot run a compiled graph after dispose()");
  });
});
