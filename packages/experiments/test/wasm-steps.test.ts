import * as tf from "@tensorflow/tfjs";
import { eagerSteps, recipes, rng, type Trainable } from "@vae-lab/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBackend, wasm } from "../src/native.ts";

const { name: usual } = await loadBackend();
const sizes = { dataSize: 12, hidden: [8], latentSize: 3 };
const data = rng(1).uniforms(32 * sizes.dataSize);
const minibatches = [0, 1, 2, 3, 4, 5].map((i) =>
  Uint32Array.from({ length: 8 }, (_, j) => (8 * i + j) % 32),
);

const losses = (trainable: Trainable): number[] => {
  const steps = eagerSteps(trainable, data, { epochs: 1, batchSize: 8, seed: 2 });
  const found = Array.from(steps.run(minibatches), ({ loss }) => loss);
  steps.dispose();
  return found;
};

const named = Object.entries(recipes).map(([name, recipe]): [string, Trainable] => [
  name,
  recipe({ ...sizes, beta: 2 }),
]);

describe.runIf(usual === "tensorflow")("on WASM", () => {
  const native = new Map<string, number[]>();
  beforeAll(async () => {
    for (const [name, trainable] of named) native.set(name, losses(trainable));
    await wasm();
  });
  afterAll(async () => {
    await tf.setBackend(usual);
  });

  test.each(named)(
    "recipe %s has the losses that it has on the native backend",
    (name, trainable) => {
      const found = losses(trainable);
      for (const [step, loss] of (native.get(name) ?? []).entries())
        expect(Math.abs((found[step] ?? Number.NaN) / loss - 1), `step ${step + 1}`).toBeLessThan(
          1e-4,
        );
      expect(found).toHaveLength(minibatches.length);
    },
  );
});
