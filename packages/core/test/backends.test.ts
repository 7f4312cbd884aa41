import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { freeBits } from "../src/divergences/index.ts";
import { elbo, recipes, rng, type Trainable, train } from "../src/index.ts";
import { adamw, sgd } from "../src/optimizers/index.ts";
import { withCommittedRate, withVarianceFloor } from "../src/posteriors/index.ts";
import { targetRate } from "../src/schedules/index.ts";
import { recipeOf } from "./recipe-of.ts";

const sizes = { dataSize: 12, hidden: [8], latentSize: 2 };
const others = {
  image: { width: 4, height: 3, channels: [2, 3] },
  rows: 40,
  components: 3,
  gamma: 10,
  lambda: 10,
  steps: 2,
};
const data = rng(1).uniforms(40 * 12);

/** The losses of twelve steps on a backend. */
const losses = async (backend: string, trainable: Trainable) => {
  const usual = tf.getBackend();
  await tf.setBackend(backend);
  try {
    const found: number[] = [];
    for await (const event of train(trainable, data, { epochs: 4, batchSize: 16, seed: 1 }))
      if (event.kind === "step") found.push(event.metrics.loss);
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
  "capacityVae",
  "waeMmd",
  "infoVae",
  "renyiVae",
  "geometricJsVae",
  "cyclicalVae",
  "gecoVae",
  "controlledVae",
  "freeBitsVae",
  "deltaVae",
  "batchNormalisedVae",
  "skipVae",
  "sigmaVae",
  "vampPriorVae",
  "mixturePriorVae",
  "twoLayerVae",
  "autoregressiveVae",
  "convolutionalVae",
  "semiAmortisedVae",
  "perObservationVae",
] as const)(
  "%s has the same losses on the native backend and in plain JavaScript",
  async (name) => {
    const trainable = recipeOf(name, sizes, others);
    const native = await losses("tensorflow", trainable);
    expect(native).toHaveLength(12);
    expect(await losses("cpu", trainable)).toBeNear(native, 1e-6);
  },
);

const essay = recipes.essayVae(sizes);
const free = elbo({ regulariser: freeBits({ nats: 0.1 }), beta: targetRate({ rate: 1 }) });

test.each<[string, Trainable]>([
  [
    "free bits, with feedback and momentum",
    { ...essay, objective: free, optimizer: sgd({ momentum: 0.9 }) },
  ],
  ["a δ-VAE by AdamW", { ...essay, model: withCommittedRate(essay.model), optimizer: adamw() }],
  [
    "a floor for variances",
    { ...essay, model: withVarianceFloor(essay.model, { logVariance: -4 }) },
  ],
])("%s: the same losses on the native backend and in plain JavaScript", async (_, trainable) => {
  const native = await losses("tensorflow", trainable);
  expect(await losses("cpu", trainable)).toBeNear(native, 1e-5);
});
