import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { pathwiseWeights } from "../src/estimators/index.ts";
import {
  adam,
  decode,
  elbo,
  fit as fitted,
  pathwise,
  rng,
  type Trainable,
  vae,
} from "../src/index.ts";
import {
  continuousBernoulli,
  discretisedLogistic,
  learnedGaussian,
  lowRankGaussian,
  optimalGaussian,
  perPixelDiscretisedLogistic,
  perPixelGaussian,
} from "../src/likelihoods/index.ts";
import {
  convolutionalBody,
  convolutionalDecoder,
  dynamicallyBinarised,
  hierarchicalVae,
  maskedDecoder,
  skipDecoder,
  withMixturePrior,
  withVampPrior,
} from "../src/models/index.ts";
import { iwae, monteCarloElbo } from "../src/objectives/index.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const image = { width: 3, height: 2, channels: [2] };
const data = rng(1)
  .uniforms(20 * 6)
  .map((u) => Math.round(255 * u) / 255);

const usual = { objective: elbo(), estimator: pathwise(), optimizer: adam() };
const weighed = {
  objective: monteCarloElbo(),
  estimator: pathwiseWeights(),
  optimizer: adam(),
};
const trainables: Record<string, Trainable> = {
  "a continuous Bernoulli VAE": {
    model: vae({ ...sizes, likelihood: continuousBernoulli() }),
    ...usual,
  },
  "a discretised logistic VAE": {
    model: vae({ ...sizes, likelihood: discretisedLogistic() }),
    ...usual,
  },
  "one with each pixel's scale": {
    model: vae({ ...sizes, likelihood: perPixelDiscretisedLogistic() }),
    ...usual,
  },
  "a learned variance": { model: vae({ ...sizes, likelihood: learnedGaussian() }), ...usual },
  "the optimal variance": { model: vae({ ...sizes, likelihood: optimalGaussian() }), ...usual },
  "each pixel's variance": {
    model: vae({ ...sizes, likelihood: perPixelGaussian({ floor: 0.1 }) }),
    ...usual,
  },
  "a low-rank Gaussian": {
    model: vae({ ...sizes, likelihood: lowRankGaussian({ rank: 2, floor: 0.1 }) }),
    ...usual,
  },
  "a masked decoder": { model: vae({ ...sizes, decoder: maskedDecoder() }), ...usual },
  "skip connections": { model: vae({ ...sizes, decoder: skipDecoder }), ...usual },
  convolutions: {
    model: vae({ ...sizes, body: convolutionalBody(image), decoder: convolutionalDecoder(image) }),
    ...usual,
  },
  "fresh bits": { model: dynamicallyBinarised(vae(sizes)), ...usual },
  "a mixture for the prior": { model: withMixturePrior(vae(sizes), { components: 3 }), ...weighed },
  VampPrior: { model: withVampPrior(vae(sizes), { components: 3 }), ...weighed },
  "two layers of codes": {
    model: hierarchicalVae({ ...sizes, topSize: 2 }),
    ...weighed,
    objective: iwae({ samples: 2 }),
  },
};

test.each(Object.entries(trainables))(
  "training and decoding with %s leaks no tensors",
  async (_, trainable) => {
    await expect(async () => {
      const trained = await fitted(trainable, data, { epochs: 2, batchSize: 8, seed: 3 });
      const codes = rng(2).normals(5 * trained.model.latentSize);
      expect(decode(trained, codes)).toHaveLength(5 * 6);
      trained.dispose();
    }).toLeakNoTensors();
  },
);

test.each(Object.entries(trainables))(
  "drawing data with %s leaks no tensors",
  async (name, { model }) => {
    if (name === "the optimal variance") return;
    const parameters = model.init(rng(1));
    await expect(() => {
      const z = rng(2).normal([2, 3, model.latentSize]);
      const x = tf.tidy(() => model.sampleData(parameters, z, rng(3)));
      expect(x.shape).toEqual([2, 3, 6]);
      tf.dispose([z, x]);
    }).toLeakNoTensors();
    tf.dispose(parameters);
  },
);
