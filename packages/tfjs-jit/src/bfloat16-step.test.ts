import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { eagerGradients, eagerLosses } from "../test/eager.ts";
import { numbers, weights } from "../test/numbers.ts";
import { withRoundedProducts } from "../test/rounded-products.ts";
import { batches, perceptron, rows } from "../test/tasks.ts";
import { adam } from "./optimizers/adam.ts";
import { rowInput } from "./step-inputs.ts";
import type { Precision } from "./traced-step.ts";
import { compileTrainingStep } from "./training-step.ts";

const optimizer = adam({ learningRate: 0.01 });

/** A perceptron whose rows are mostly zeros, with a product of batches. */
const sparsePerceptron = () => {
  const made = perceptron();
  const kept = numbers<tf.Rank.R2>([rows, 30], 8).less(-0.6).cast("float32");
  const x = numbers<tf.Rank.R2>([rows, 30], 3).mul<tf.Tensor2D>(kept);
  const v = weights<tf.Rank.R3>([1, 5, 5], 9);
  return {
    variables: [...made.variables, v],
    inputs: { ...made.inputs, x: rowInput(x) },
    loss: (batch: Parameters<typeof made.loss>[0], draw: Parameters<typeof made.loss>[1]) => {
      const { loss } = made.loss(batch, draw);
      const pairs = batch.y.expandDims(1).matMul(v.tile([batch.y.shape[0], 1, 1]));
      return loss.add<tf.Scalar>(pairs.square().mean());
    },
  };
};

const run = (made: ReturnType<typeof sparsePerceptron>, precision: Precision, count: number) => {
  const step = compileTrainingStep({ ...made, optimizer, precision });
  const { loss } = step.run(batches(count, 16));
  const { slots } = step.read();
  step.dispose();
  return { loss, mean: slots.mean ?? {} };
};

const tasks: [string, typeof sparsePerceptron][] = [
  ["a perceptron", perceptron as unknown as typeof sparsePerceptron],
  ["a perceptron with rows of mostly zeros and products of batches", sparsePerceptron],
];

test.each(tasks)(
  "the gradients of %s in bfloat16 are eager ones with rounded products, to 1e-5",
  (_, task) => {
    const made = task();
    const [rounded, full] = [run(made, "bfloat16", 1), run(made, "float32", 1)];
    const { grads } = withRoundedProducts(() => eagerGradients(made, batches(1, 16)[0] ?? {}));
    const gradient = (mean?: Float32Array) =>
      Array.from(mean ?? [], (moment) => moment / (1 - 0.9));
    for (const { name } of made.variables) {
      const eager = grads[name]?.dataSync() ?? [];
      expect(gradient(rounded.mean[name])).toBeNear(eager, 1e-5);
      expect(gradient(full.mean[name])).not.toBeNear(eager, 1e-4);
    }
  },
);

// A sum in another order rounds some elements of later steps the other way
test.each(tasks)(
  "%s has eager training's losses with rounded products for 50 steps, to 5e-4",
  (_, task) => {
    const { loss } = run(task(), "bfloat16", 50);
    const eager = withRoundedProducts(() =>
      eagerLosses(task(), tf.train.adam(0.01), batches(50, 16)),
    );
    expect(loss).toBeNear(eager, 5e-4);
    expect(loss).not.toEqual(run(task(), "float32", 50).loss);
  },
);

test("training in bfloat16 that is resumed gives the bits of uninterrupted training", () => {
  const made = perceptron();
  const options = { ...made, optimizer, precision: "bfloat16" } as const;
  const [whole, parts] = [compileTrainingStep(options), compileTrainingStep(options)];
  const { loss } = whole.run(batches(12, 8));
  const first = parts.run(batches(12, 8).slice(0, 6)).loss;
  const resumed = compileTrainingStep(options);
  resumed.write(parts.read());
  const rest = resumed.run(batches(12, 8).slice(6)).loss;
  expect([...first, ...rest]).toEqual([...loss]);
  expect(resumed.read()).toEqual(whole.read());
  for (const step of [whole, parts, resumed]) step.dispose();
});

test("without a precision training is in float32", () => {
  const { loss } = run(sparsePerceptron(), "float32", 5);
  const step = compileTrainingStep({ ...sparsePerceptron(), optimizer });
  expect(step.run(batches(5, 16)).loss).toEqual(loss);
  step.dispose();
});

test("another precision is refused", () => {
  const precision = "float16" as Precision;
  expect(() => compileTrainingStep({ ...perceptron(), optimizer, precision })).toThrow(
    'precision must be "float32" or "bfloat16", got "float16"',
  );
});
