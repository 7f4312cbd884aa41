import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { recipes, rng, type Trainable, train } from "../src/index.ts";

const sizes = { dataSize: 12, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(40 * 12);

/** The losses of twelve steps on a backend. */
const losses = async (backend: string, trainable: Trainable) => {
  const usual = tf.getBackend();
  await tf.setBackend(backend);
  try {
    const found: number[] = [];
    for await (const event of train(trainable, data, { epochs: 4, batchSize: 16, seed: 1 }))
      if (event.kind === "step") found.push(event.measures.loss);
    return found;
  } finally {
    await tf.setBackend(usual);
  }
};

test.each([
  "essayVae",
  "gaussianVae",
  "scoreFunctionVae",
  "dregIwae",
  "vrAlpha",
  "reweightedWakeSleepVae",
  "nvilVae",
  "vimcoVae",
  "discreteWakeSleepVae",
  "straightThroughVae",
  "rebarVae",
  "gumbelSoftmaxVae",
  "denoisingAutoencoder",
] as const)(
  "%s has the same losses on the native backend and in plain JavaScript",
  async (name) => {
    const trainable = recipes[name](sizes);
    const native = await losses("tensorflow", trainable);
    expect(native).toHaveLength(12);
    expect(await losses("cpu", trainable)).toBeNear(native, 1e-6);
  },
);
