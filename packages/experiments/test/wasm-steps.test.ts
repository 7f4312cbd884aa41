import * as tf from "@tensorflow/tfjs";
import { rng, type Trainable } from "@vae-lab/core";
import { eagerSteps } from "@vae-lab/core/training";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBackend, wasm } from "../src/backend/native.ts";
import { everyRecipe } from "./every-recipe.ts";

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

const named: readonly [string, Trainable][] = everyRecipe(sizes);

describe.runIf(usual === "tensorflow")("on WASM", () => {
  beforeAll(async () => {
    await wasm();
  });
  afterAll(async () => {
    await tf.setBackend(usual);
  });

  test.each(named)(
    "recipe %s has the losses that it has on the native backend",
    async (_, trainable) => {
      await tf.setBackend(usual);
      const native = losses(trainable);
      await tf.setBackend("wasm");
      const found = losses(trainable);
      for (const [step, loss] of native.entries())
        expect(Math.abs((found[step] ?? Number.NaN) / loss - 1), `step ${step + 1}`).toBeLessThan(
          1e-4,
        );
      expect(found).toHaveLength(minibatches.length);
    },
  );
});
