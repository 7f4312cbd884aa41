import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { adam, compileTrainingStep, jit } from "../src/index.ts";
import { numbers } from "./numbers.ts";
import { batches, perceptron } from "./tasks.ts";

const mebibyte = 2 ** 20;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/**
 * Bytes of native memory and of live objects. How much free heap V8 keeps depends on its version,
 * so it does not count.
 */
function memoryInUse(): number {
  collectGarbage();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

/**
 * The least growth, in bytes, over three rounds of 4,000 calls that follow 2,000 to warm up: a leak
 * grows in every round, caches and the allocator only in some.
 */
function growth(tenTimes: (round: number) => void): number {
  for (let round = 0; round < 200; round++) tenTimes(round);
  const marks = [memoryInUse()];
  for (let round = 0; round < 1200; round++) {
    tenTimes(round);
    if (round % 400 === 399) marks.push(memoryInUse());
  }
  return Math.min(...marks.slice(1).map((bytes, i) => bytes - (marks[i] as number)));
}

// Half a kilobyte each; a leaked tensor of this model would be more.
const bound = 2 * mebibyte;

test("memory grows by less than 2 MiB over 4,000 steps", () => {
  const optimizer = adam({ learningRate: 1e-3 });
  const step = compileTrainingStep({ ...perceptron(), optimizer, batchSize: 4 });
  const ten = batches(10, 4);
  const grown = growth((round) => {
    if (round % 2 === 0) step.run(ten);
    else for (const batch of ten) step.run([batch]);
  });
  expect(step.read().steps).toBe(14_000);
  expect(grown).toBeLessThan(bound);
  step.dispose();
});

test("memory grows by less than 2 MiB over 4,000 calls of a compiled function", () => {
  const w = tf.variable(numbers<tf.Rank.R2>([30, 20], 1));
  const f = jit((x: tf.Tensor2D) => x.matMul<tf.Tensor2D>(w).relu());
  const x = numbers<tf.Rank.R2>([16, 30], 2);
  const grown = growth(() => {
    for (let call = 0; call < 10; call++) f(x).dispose();
  });
  expect(grown).toBeLessThan(bound);
  f.dispose();
});
