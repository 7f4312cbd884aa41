import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { sgd } from "./optimizers/sgd.ts";
import { fedInput } from "./step-inputs.ts";
import { compileTrainingStep } from "./training-step.ts";

/** w decreases by x·count, and count increases by x from 1. */
const counting = () => {
  const w = tf.variable(tf.scalar(0));
  const count = tf.variable(tf.scalar(1));
  const step = compileTrainingStep({
    variables: { w },
    nonTrainable: { count },
    inputs: { x: fedInput([]) },
    loss: ({ x }) => ({
      loss: w.mul(count).mul<tf.Scalar>(x),
      parts: { before: count },
      next: { count: count.add<tf.Scalar>(x) },
    }),
    optimizer: sgd({ learningRate: 1, momentum: 0.5 }),
  });
  return { step, count };
};
const batches = [1, 2, 3, 4].map((x) => ({ fed: { x } }));

test("a non-trainable variable gets its new value after each step and has no slots", () => {
  const { step, count } = counting();
  const { loss, parts } = step.run(batches);
  expect([...parts.before]).toEqual([1, 2, 4, 7]);
  // gradients 1·1, 2·2, 3·4, 4·7, with momentum ½: w is 0, −1, −1 − 4.5, −5.5 − 14.25 at the steps
  expect([...loss]).toEqual([0, -4, -66, -553]);
  const { variables, slots } = step.read();
  expect(variables.count).toEqual(Float32Array.of(11));
  expect(Object.keys(slots.momentum ?? {})).toEqual(["w"]);
  expect(count.dataSync()[0]).toBe(1);
  step.sync();
  expect(count.dataSync()[0]).toBe(11);
  step.dispose();
});

test("results do not depend on the steps per call, nor on resuming from a state", () => {
  const [together, apart, later] = [counting().step, counting().step, counting().step];
  const { loss } = together.run(batches);
  expect(batches.map((batch) => apart.run([batch]).loss[0])).toEqual([...loss]);
  apart.write({ ...counting().step.read() });
  apart.run(batches.slice(0, 2));
  later.write(apart.read());
  expect([...later.run(batches.slice(2)).loss]).toEqual([...loss.slice(2)]);
  expect(later.read()).toEqual(together.read());
});

test("a new value for a trained variable, or of another shape, is refused", () => {
  const w = tf.variable(tf.scalar(1));
  const compile = (next: Record<string, tf.Tensor>) =>
    compileTrainingStep({
      variables: { w },
      nonTrainable: { count: tf.variable(tf.scalar(1)) },
      inputs: {},
      loss: () => ({ loss: w.square<tf.Scalar>(), parts: {}, next }),
      optimizer: sgd({ learningRate: 1 }),
      batchSize: 0,
    });
  expect(() => compile({ w: tf.scalar(1) })).toThrow(
    '"next" must name non-trainable variables only, got "w"',
  );
  expect(() => compile({ count: tf.zeros([2]) })).toThrow(
    '"next" of "count" must be float32 [], got float32 [2]',
  );
});
