import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { bernoulli } from "../likelihoods/bernoulli.ts";
import { perPixelGaussian } from "../likelihoods/gaussian-per-pixel.ts";
import { rng } from "../random/rng.ts";
import { maskedDecoder } from "./masked-decoder.ts";
import { vae } from "./vae.ts";

const [D, K] = [8, 2];
const sizes = { dataSize: D, latentSize: K, hidden: [12, 10] };
const model = vae({ ...sizes, decoder: maskedDecoder({ meanDraws: 2000 }) });
const images = Float32Array.from({ length: 256 * D }, (_, i) => ((i >> 3) >> (i & 7)) & 1);

describe("the masked decoder", () => {
  test.each([
    ["two hidden layers", sizes.hidden],
    ["none", []],
    ["fewer units than pixels", [3]],
  ])("with %s sums to 1 over all 2⁸ images, under any code", (_, hidden) => {
    const own = drawn(vae({ ...sizes, hidden, decoder: maskedDecoder() }));
    tf.tidy(() => {
      const z = rng(3).normal([3, 1, K]).tile([1, 256, 1]);
      const masses = own.model.logLikelihood(own.parameters, z, tf.tensor2d(images, [256, D]));
      expect(numbersOf(masses.exp().sum(1))).toBeNear([1, 1, 1], 1e-5);
    });
    own.dispose();
  });

  test("has for output i no gradient in x_j where j ≥ i, and some in each x_j before", () => {
    const { parameters, dispose } = drawn(model);
    tf.tidy(() => {
      const z = rng(3).normal([1, 1, K]);
      // Σ_i log p(x_i | …) has the derivative of its last term alone in x_{D−1}: so each prefix is cut
      for (let i = 0; i < D; i++) {
        const logits = (x: tf.Tensor) => {
          let found: tf.Tensor = tf.zeros([0]);
          const spying = {
            ...bernoulli(),
            logProb: (o: tf.Tensor) => {
              found = o;
              return o.sum(-1);
            },
          };
          maskedDecoder()(sizes, spying).logLikelihood(parameters, z, x);
          return found.slice([0, 0, i], [1, 1, 1]).sum();
        };
        const slopes = numbersOf(tf.grad(logits)(rng(5).uniform([1, D])));
        slopes.forEach((slope, j) => {
          if (j >= i) expect(slope, `output ${i}, pixel ${j}`).toBe(0);
        });
        if (i > 0) expect(Math.max(...slopes.map(Math.abs))).toBeGreaterThan(0);
      }
    });
    dispose();
  });

  test("draws images as often as their masses say, and its mean is theirs, within four errors", () => {
    const { parameters, dispose } = drawn(model);
    tf.tidy(() => {
      const n = 20_000;
      const z = tf.tensor3d([[[0.4, -1]]]);
      const all = tf.tensor2d(images, [256, D]);
      const masses = model.logLikelihood(parameters, z.tile([1, 256, 1]), all).exp();
      const exact = numbersOf(tf.matMul(masses as tf.Tensor2D, all));
      const counts = Array<number>(256).fill(0);
      const draws = numbersOf(model.sampleData(parameters, z.tile([n, 1, 1]), rng(7)));
      for (let s = 0; s < n; s++) {
        const code = Array.from({ length: D }, (_, i) => at(draws, s * D + i) << i);
        const image = code.reduce((sum, bit) => sum + bit, 0);
        counts[image] = at(counts, image) + 1;
      }
      // χ² over the images that are expected five times or more
      const expected = numbersOf(masses).map((p) => p * n);
      const often = expected.map((_, i) => i).filter((i) => at(expected, i) >= 5);
      const chi2 = often.reduce(
        (sum, i) => sum + (at(counts, i) - at(expected, i)) ** 2 / at(expected, i),
        0,
      );
      expect(often.length).toBeGreaterThan(20);
      expect(chi2).toBeLessThan(often.length + 4 * Math.sqrt(2 * often.length));
      // The conditional means vary less than the bits
      numbersOf(model.mean(parameters, z)).forEach((mean, i) => {
        const p = at(exact, i);
        expect(Math.abs(mean - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 2000) + 1e-6);
      });
    });
    dispose();
  });

  test("takes likelihoods with two outputs for each pixel: masses of a Gaussian chain integrate to 1", () => {
    const chain = drawn(
      vae({
        ...sizes,
        dataSize: 2,
        decoder: maskedDecoder(),
        likelihood: perPixelGaussian({ floor: 0.3 }),
      }),
      { scale: 0.3 },
    );
    tf.tidy(() => {
      const width = 0.25;
      const side = 200;
      const grid = Array.from({ length: side * side }, (_, i) => [
        (Math.floor(i / side) - side / 2) * width,
        ((i % side) - side / 2) * width,
      ]);
      const z = rng(3)
        .normal([1, 1, K])
        .tile([1, side * side, 1]);
      const mass = chain.model.logLikelihood(chain.parameters, z, tf.tensor2d(grid)).exp().sum();
      expect(at(numbersOf(mass), 0) * width ** 2).toBeCloseTo(1, 2);
    });
    chain.dispose();
  });
});
