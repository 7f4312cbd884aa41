import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { perPixelGaussian } from "../likelihoods/gaussian-per-pixel.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { autoencoder, denoisingAutoencoder } from "./autoencoder.ts";
import { convolutionalBody } from "./body.ts";
import { convolutionalDecoder } from "./convolutional-decoder.ts";
import { gaussianNoise, maskingNoise } from "./corruption.ts";
import { linearVae } from "./linear-vae.ts";
import { maskedDecoder } from "./masked-decoder.ts";
import { skipDecoder } from "./skip-decoder.ts";
import { vae } from "./vae.ts";

const sizes = { dataSize: 6, latentSize: 2, hidden: [8, 4] };
const image = { width: 3, height: 2, channels: [2, 3] };
const models = {
  vae: vae(sizes),
  autoencoder: autoencoder(sizes),
  "denoising autoencoder": denoisingAutoencoder({
    ...sizes,
    corruption: gaussianNoise({ sd: 0.1 }),
  }),
  "linear VAE": linearVae({ dataSize: 6, latentSize: 2 }),
  "VAE with skip connections": vae({ ...sizes, decoder: skipDecoder }),
  "VAE with a masked decoder": vae({ ...sizes, decoder: maskedDecoder() }),
  "convolutional VAE": vae({
    ...sizes,
    body: convolutionalBody(image),
    decoder: convolutionalDecoder(image),
    likelihood: perPixelGaussian({ floor: 0.01 }),
  }),
  "convolutional VAE of colour images": vae({
    ...sizes,
    body: convolutionalBody({ width: 2, height: 1, imageChannels: 3, channels: [2] }),
    decoder: convolutionalDecoder({ width: 2, height: 1, imageChannels: 3, channels: [2] }),
    likelihood: perPixelGaussian({ floor: 0.01 }),
  }),
};

describe.each(Object.entries(models))("the %s", (_, model) => {
  test("begins with the parameters that it says it has", () => {
    tf.tidy(() => {
      const begun = model.init(rng(1));
      const shapes = Object.fromEntries(Object.entries(begun).map(([name, p]) => [name, p.shape]));
      expect(shapes).toEqual(model.shapes);
    });
  });

  test("encodes [B, D] to [B, K] and decodes [S, B, K] to [S, B, D]", () => {
    tf.tidy(() => {
      const parameters = model.init(rng(1));
      const q = model.posterior(parameters, tf.zeros([5, 6]));
      expect(q.mean.shape).toEqual([5, 2]);
      const z = q.reparameterizedSample(rng(2), 3);
      expect(z.shape).toEqual([3, 5, 2]);
      expect(model.mean(parameters, z).shape).toEqual([3, 5, 6]);
      expect(model.sampleData(parameters, z, rng(3)).shape).toEqual([3, 5, 6]);
      expect(model.logLikelihood(parameters, z, tf.zeros([5, 6])).shape).toEqual([3, 5]);
    });
  });

  test("refuses data and codes of another shape", () => {
    tf.tidy(() => {
      const parameters = model.init(rng(1));
      expect(() => model.posterior(parameters, tf.zeros([5, 7]))).toThrow(
        "x must have shape [B, D = 6], got [5, 7]",
      );
      expect(() => model.mean(parameters, tf.zeros([5, 2]))).toThrow(
        "z must have shape [S, B, K = 2], got [5, 2]",
      );
    });
  });
});

test("the decoder has the encoder's hidden layers in reverse", () => {
  expect(models.vae.shapes).toMatchObject({
    "encoder.hidden.1.weights": [6, 8],
    "encoder.hidden.2.weights": [8, 4],
    "encoder.mean.weights": [4, 2],
    "decoder.hidden.1.weights": [2, 4],
    "decoder.hidden.2.weights": [4, 8],
    "decoder.output.weights": [8, 6],
  });
});

test("with skip connections every layer of the decoder sees the code", () => {
  expect(models["VAE with skip connections"].shapes).toMatchObject({
    "decoder.hidden.1.weights": [2, 4],
    "decoder.hidden.2.weights": [4 + 2, 8],
    "decoder.output.weights": [8 + 2, 6],
  });
});

test("convolutions halve 28×28 and 14×14, and the decoder brings the size back", () => {
  const options = { latentSize: 2, hidden: [16] };
  for (const [side, deepest] of [
    [28, 7],
    [14, 4],
  ] as const) {
    const picture = { width: side, height: side };
    const model = vae({
      ...options,
      dataSize: side * side,
      body: convolutionalBody(picture),
      decoder: convolutionalDecoder(picture),
    });
    expect(model.shapes).toMatchObject({
      "encoder.convolution.2.weights": [3, 3, 32, 64],
      "encoder.hidden.1.weights": [deepest * deepest * 64, 16],
      "decoder.start.weights": [16, deepest * deepest * 64],
      "decoder.convolution.1.weights": [3, 3, 1, 32],
    });
    tf.tidy(() => {
      const parameters = model.init(rng(1));
      expect(model.mean(parameters, tf.zeros([2, 3, 2])).shape).toEqual([2, 3, side * side]);
      expect(model.posterior(parameters, tf.zeros([3, side * side])).mean.shape).toEqual([3, 2]);
    });
  }
  expect(() => convolutionalBody({ width: 5, height: 5 })({ ...options, dataSize: 24 })).toThrow(
    "cannot use images of 5 × 5 × 1 (width, height, imageChannels): dataSize must be their product (got 24)",
  );
});

test("the linear VAE has one variance for all examples, and its gradient is their sum", () => {
  tf.tidy(() => {
    const model = models["linear VAE"];
    const parameters = { ...model.init(rng(1)), "encoder.logVariance": tf.tensor1d([0.5, -1]) };
    const q = model.posterior(parameters, rng(2).normal([3, 6]));
    expect(q.logVariance.dataSync()).toBeNear([0.5, -1, 0.5, -1, 0.5, -1], 1e-7);
    const gradient = tf.grad((shared) => {
      const changed = { ...parameters, "encoder.logVariance": shared };
      return model.posterior(changed, rng(2).normal([3, 6])).logVariance.sum();
    })(parameters["encoder.logVariance"]);
    expect([...gradient.dataSync()]).toEqual([3, 3]);
  });
});

// 784·400 + 400 + 2(400·20 + 20) + 20·400 + 400 + 400·784 + 784
test("the VAE of Saghir's essay on MNIST has 652,824 parameters, the Keras example's 807,700", () => {
  const count = (shapes: Readonly<Record<string, readonly number[]>>) =>
    Object.values(shapes).reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
  expect(count(recipes.essayVae().model.shapes)).toBe(652_824);
  expect(count(recipes.keras2dVae().model.shapes)).toBe(807_700);
});

describe("corruption", () => {
  const n = 100_000;

  test("by Gaussian noise has mean 0 and the given deviation, within four standard errors", () => {
    tf.tidy(() => {
      const noise = gaussianNoise({ sd: 0.3 })(tf.ones([n, 1]), rng(1)).sub(1);
      const { mean, variance } = tf.moments(noise);
      expect(Math.abs(at(mean.dataSync(), 0))).toBeLessThan((4 * 0.3) / Math.sqrt(n));
      expect(Math.abs(at(variance.dataSync(), 0) - 0.09)).toBeLessThan(4 * 0.09 * Math.sqrt(2 / n));
    });
  });

  test("by masking zeroes the given share and leaves the rest as it was", () => {
    tf.tidy(() => {
      const values = maskingNoise({ rate: 0.25 })(tf.fill([n, 1], 0.7), rng(1)).dataSync();
      const zeros = values.filter((v) => v === 0).length;
      expect(values.filter((v) => v === Math.fround(0.7))).toHaveLength(n - zeros);
      expect(Math.abs(zeros / n - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / n));
    });
  });

  test("that makes no sense is refused with the rule", () => {
    expect(() => gaussianNoise({ sd: 0 })).toThrow("sd must be a number > 0, got 0");
    expect(() => maskingNoise({ rate: 1 })).toThrow("rate must be in [0, 1), got 1");
  });
});

test("sizes that make no sense are refused with the rule", () => {
  expect(() => vae({ ...sizes, latentSize: 0 })).toThrow(
    "latentSize must be a whole number ≥ 1, got 0",
  );
  expect(() => autoencoder({ ...sizes, dataSize: -1 })).toThrow(
    "dataSize must be a whole number ≥ 1, got -1",
  );
  expect(() => vae({ ...sizes, hidden: [8, 0.5] })).toThrow(
    "hidden[1] must be a whole number ≥ 1, got 0.5",
  );
  expect(() => linearVae({ dataSize: 6, latentSize: Number.NaN })).toThrow(
    "latentSize must be a whole number ≥ 1, got NaN",
  );
});
