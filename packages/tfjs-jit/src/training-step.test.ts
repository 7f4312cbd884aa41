import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { eagerGradients, eagerLosses } from "../test/eager.ts";
import { batches, convolutionalClassifier, perceptron } from "../test/tasks.ts";
import { adam } from "./optimizers/adam.ts";
import { sgd } from "./optimizers/sgd.ts";
import { fedInput, type StepInputs } from "./step-inputs.ts";
import { compileTrainingStep, type TrainingStepOptions } from "./training-step.ts";

function agreesWithEager<I extends StepInputs, P extends string>(
  name: string,
  task: () => Omit<TrainingStepOptions<I, P>, "optimizer"> & { variables: readonly tf.Variable[] },
) {
  test(`${name} has eager training's losses for 50 steps, to 1e-4`, () => {
    const made = task();
    const step = compileTrainingStep({ ...made, optimizer: adam({ learningRate: 0.01 }) });
    const { loss } = step.run(batches(50, 16));
    step.dispose();
    const eager = eagerLosses(made, tf.train.adam(0.01), batches(50, 16));
    for (const [i, value] of eager.entries()) expect([loss[i] ?? 0]).toBeNear([value], 1e-4);
    expect(eager.at(-1)).toBeLessThan(eager[0] ?? 0);
  });

  test(`${name} has eager training's gradients, to 1e-5`, () => {
    const made = task();
    const [batch = {}] = batches(1, 16);
    const step = compileTrainingStep({ ...made, optimizer: adam({ learningRate: 0.01 }) });
    step.run([batch]);
    const { slots } = step.read();
    const { grads } = eagerGradients(made, batch);
    for (const { name } of made.variables) {
      const moment = slots.mean?.[name]?.map((value) => value / (1 - 0.9)) ?? [];
      expect(moment).toBeNear(grads[name]?.dataSync() ?? [], 1e-5);
    }
    step.dispose();
  });
}

agreesWithEager("a perceptron", perceptron);
agreesWithEager("a convolutional classifier", convolutionalClassifier);

function steps(task = perceptron()) {
  return compileTrainingStep({ ...task, optimizer: adam({ learningRate: 0.01 }), batchSize: 8 });
}

test("results do not depend on the number of steps per call", () => {
  const [together, apart] = [steps(), steps()];
  const { loss, parts } = together.run(batches(20, 8));
  const single = batches(20, 8).map((batch) => apart.run([batch]));
  expect(single.map((report) => report.loss[0])).toEqual([...loss]);
  expect(single.map((report) => report.parts.entropy[0])).toEqual([...parts.entropy]);
  expect(Object.values(apart.read().variables)).toEqual(Object.values(together.read().variables));
});

test("the parts are values of the same steps as the loss", () => {
  const { loss, parts } = steps().run(batches(3, 8));
  const sums = parts.entropy.map((entropy, i) => entropy + (parts.penalty[i] ?? 0));
  expect(sums).toBeNear(loss, 1e-7);
});

test("without batches the reports name the parts and have no values", () => {
  const none = new Float32Array(0);
  expect(steps().run([])).toEqual({ loss: none, parts: { entropy: none, penalty: none } });
});

test("batches of several sizes train one set of variables", () => {
  const made = perceptron();
  const mixed = [...batches(3, 8), ...batches(1, 5), ...batches(2, 8)];
  const { loss } = steps(made).run(mixed);
  expect(loss).toBeNear(eagerLosses(made, tf.train.adam(0.01), mixed), 1e-4);
});

test("a learning rate given with a batch replaces the optimizer's for that step", () => {
  const w = tf.variable(tf.scalar(1));
  const step = compileTrainingStep({
    variables: { w },
    inputs: {},
    loss: () => w.mul<tf.Scalar>(1),
    optimizer: sgd({ learningRate: 0.5 }),
  });
  const { loss } = step.run([{}, { learningRate: 0.25 }, { learningRate: 0 }, {}]);
  expect([...loss]).toEqual([1, 0.5, 0.25, 0.25]);
});

test("each step gets the values that are fed for it", () => {
  const w = tf.variable(tf.tensor1d([0, 0]));
  const step = compileTrainingStep({
    variables: { w },
    inputs: {
      weight: fedInput([]),
      target: fedInput([2]),
      sign: fedInput([], "bool"),
      power: fedInput([], "int32"),
    },
    loss: ({ weight, target, sign, power }) =>
      tf.where(sign, weight, weight.neg()).mul(w.add(target).sum()).add<tf.Scalar>(power),
    optimizer: sgd({ learningRate: 0 }),
  });
  const { loss } = step.run([
    { fed: { weight: 2, target: [1, 2], sign: 1, power: 10 } },
    { fed: { weight: 3, target: Float32Array.of(4, 5), sign: 0, power: 20 } },
  ]);
  expect([...loss]).toEqual([16, -7]);
});

test("training resumed from a state gives the bits of uninterrupted training", () => {
  const [whole, first, second] = [steps(), steps(), steps()];
  const all = batches(12, 8);
  const { loss } = whole.run(all);
  first.run(all.slice(0, 6));
  const names = Object.keys(second.read().variables);
  const saved = first.read();
  const renamed = (values: Record<string, Float32Array>) =>
    Object.fromEntries(Object.values(values).map((array, i) => [names[i] ?? "", array]));
  const { mean = {}, square = {} } = saved.slots;
  const state = {
    steps: saved.steps,
    variables: renamed(saved.variables),
    slots: { mean: renamed(mean), square: renamed(square) },
  };
  second.write(state);
  expect([...second.run(all.slice(6)).loss]).toEqual([...loss.subarray(6)]);
  second.write(state);
  expect([...second.run(all.slice(6)).loss]).toEqual([...loss.subarray(6)]);
});

test("a state survives JSON as plain arrays", () => {
  const step = steps();
  step.run(batches(2, 8));
  const state = step.read();
  const lists = (_: string, value: unknown) =>
    value instanceof Float32Array ? Array.from(value) : value;
  step.run(batches(3, 8));
  step.write(JSON.parse(JSON.stringify(state, lists)));
  expect(step.read()).toEqual(state);
  step.dispose();
});

test("training never changes the arrays from which a state was written", () => {
  const w = tf.variable(tf.zeros([1000]));
  const step = compileTrainingStep({
    variables: { w },
    inputs: {},
    loss: () => w.sub(1).square().sum(),
    optimizer: sgd({ learningRate: 0.1 }),
  });
  const memory = new ArrayBuffer(8192);
  for (const offset of [0, 16, 32, 48]) {
    const values = new Float32Array(memory, offset, 1000); // TensorFlow shares memory that begins at 64·n
    step.write({ steps: 0, variables: { w: values }, slots: {} });
    step.run([{}]);
    expect(step.read().variables.w?.[0]).toBeCloseTo(0.2, 6);
    expect(values.every((value) => value === 0)).toBe(true);
  }
});

test("tf.Variables keep their values until sync()", () => {
  const made = perceptron();
  const [w] = made.variables;
  const before = w.dataSync();
  const step = steps(made);
  step.run(batches(3, 8));
  expect(w.dataSync()).toEqual(before);
  step.sync();
  const after = w.dataSync();
  expect(after).toEqual(step.read().variables[w.name]);
  step.run(batches(3, 8));
  expect(w.dataSync()).toEqual(after);
});

test("other variables are read at each call", () => {
  const [w, scale] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
  const step = compileTrainingStep({
    variables: { w },
    inputs: {},
    loss: () => w.mul<tf.Scalar>(scale),
    optimizer: sgd({ learningRate: 0 }),
  });
  expect(step.run([{}]).loss[0]).toBe(1);
  scale.assign(tf.scalar(7));
  expect(step.run([{}]).loss[0]).toBe(7);
});

test("running leaks no tensors", () => {
  const step = steps();
  step.run(batches(2, 8));
  expect(() => {
    step.run(batches(5, 8));
    step.write(step.read());
  }).toLeakNoTensors();
});

test("compiling and disposing leak no tensors", () => {
  const made = perceptron();
  steps(made).dispose();
  expect(() => {
    const step = steps(made);
    step.run([...batches(1, 8), ...batches(1, 3)]);
    step.dispose();
  }).toLeakNoTensors();
});

test("gradients are changed before the optimizer uses them", () => {
  const make = (scale?: number) => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const b = tf.variable(tf.scalar(3));
    return compileTrainingStep({
      variables: { w, b },
      inputs: {},
      loss: () => w.square().sum().add(b.square()) as tf.Scalar,
      ...(scale !== undefined && {
        gradients: (gradients) =>
          Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, g.mul(scale)])),
      }),
      optimizer: sgd({ learningRate: 0.1 }),
    });
  };
  const variablesAfter = (step: ReturnType<typeof make>) => {
    step.run([{}]);
    const { variables } = step.read();
    step.dispose();
    return [...(variables.w ?? []), ...(variables.b ?? [])];
  };
  // w ← w − 0.1 · 2w
  expect(variablesAfter(make())).toBeNear([0.8, 1.6, 2.4], 1e-6);
  expect(variablesAfter(make(0.5))).toBeNear([0.9, 1.8, 2.7], 1e-6);
});

test("gradients see all variables at once, and only those that the loss depends on", () => {
  const [w, unused] = [tf.variable(tf.tensor1d([3, 4])), tf.variable(tf.scalar(1))];
  const seen: string[][] = [];
  const step = compileTrainingStep({
    variables: { w, unused },
    inputs: {},
    loss: () => w.sum() as tf.Scalar,
    gradients: (gradients) => {
      seen.push(Object.keys(gradients));
      return gradients;
    },
    optimizer: sgd({ learningRate: 1 }),
  });
  step.run([{}]);
  expect(new Set(seen.map(String))).toEqual(new Set(["w"]));
  expect([...(step.read().variables.w ?? [])]).toEqual([2, 3]);
  step.dispose();
});

test.each<[string, unknown, string]>([
  ["a number", 0.5, "gradients must be a function, got 0.5"],
  ["one that forgets a variable", () => ({}), '"gradients" must return shape [2] for variable "w"'],
  [
    "one that changes a shape",
    ({ w }: { w: tf.Tensor }) => ({ w: w.sum() }),
    '"gradients" must return shape [2] for variable "w", got []',
  ],
])("%s for gradients is refused", (_, gradients, message) => {
  const w = tf.variable(tf.tensor1d([3, 4]));
  const compile = () =>
    compileTrainingStep({
      variables: { w },
      inputs: {},
      loss: () => w.sum() as tf.Scalar,
      gradients: gradients as never,
      optimizer: sgd({ learningRate: 1 }),
      batchSize: 0,
    });
  expect(compile).toThrow(message);
});
