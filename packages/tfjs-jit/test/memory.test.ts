import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { adam, compileTrainingStep, jit } from "../src/index.ts";
import { numbers } from "./numbers.ts";
import { batches, perceptron } from "./tasks.ts";

const mebibyte = 2 ** 20;

/** What the process has grown by, in bytes, from the 2,000th time to the 12,000th. */
function growth(tenTimes: (round: number) => void): number {
  for (let round = 0; round < 200; round++) tenTimes(round);
  const before = process.memoryUsage().rss;
  for (let round = 0; round < 1000; round++) tenTimes(round);
  return process.memoryUsage().rss - before;
}

// Less than a kilobyte each; a leaked tensor of this model would be more.
const bound = 8 * mebibyte;

test("memory grows by less than 8 MiB over 10,000 steps", () => {
  const optimizer = adam({ learningRate: 1e-3 });
  const step = compileTrainingStep({ ...perceptron(), optimizer, batchSize: 4 });
  const ten = batches(10, 4);
  const grown = growth((round) => {
    if (round % 2 === 0) step.run(ten);
    else for (const batch of ten) step.run([batch]);
  });
  expect(step.read().steps).toBe(12_000);
  expect(grown).toBeLessThan(bound);
  step.dispose();
});

test("memory grows by less than 8 MiB over 10,000 calls of a compiled function", () => {
  const w = tf.variable(numbers<tf.Rank.R2>([30, 20], 1));
  const f = jit((x: tf.Tensor2D) => x.matMul<tf.Tensor2D>(w).relu());
  const x = numbers<tf.Rank.R2>([16, 30], 2);
  const grown = growth(() => {
    for (let call = 0; call < 10; call++) f(x).dispose();
  });
  expect(grown).toBeLessThan(bound);
  f.dispose();
});
