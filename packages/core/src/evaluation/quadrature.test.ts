import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { linearGaussian } from "./linear-gaussian.ts";
import { quadrature } from "./quadrature.ts";

test.each([
  [1, 1.3],
  [2, 0.9],
])(
  "the exact log p(x) of a linear model with %d units comes out within its stated error",
  async (latentSize, spacing) => {
    const D = 4;
    const trained = linearWithEncoder({ dataSize: D, latentSize, variance: 0.6 });
    const x = rng(1).normals(20 * D);
    await expect(() => quadrature(trained, x, { spacing: 1 })).toLeakNoTensors();
    const exact = linearGaussian(trained);
    const truth = Array.from(
      { length: 20 },
      (_, n) => exact.at(x.subarray(n * D, (n + 1) * D)).logProbability,
    );
    const fine = quadrature(trained, x, { spacing: 0.2 });
    expect(fine.logProbability).toBeNear(truth, 1e-6);
    expect(Math.max(...fine.errors)).toBeLessThan(1e-3);
    expect(Math.max(...fine.edgeShares)).toBeLessThan(1e-4);
    const coarse = quadrature(trained, x, { spacing });
    const off = truth.map((value, n) => Math.abs(at(coarse.logProbability, n) - value));
    expect(Math.max(...off)).toBeGreaterThan(1e-4);
    expect(Math.max(...off)).toBeLessThan(Math.max(...coarse.errors));
    const narrow = quadrature(trained, x, { extent: 0.5, spacing: 0.05 });
    expect(Math.max(...narrow.edgeShares)).toBeGreaterThan(0.01);
    trained.dispose();
  },
);

const bits = () => drawn(vae({ dataSize: 6, latentSize: 2, hidden: [5] }));
const binary = Float32Array.from(rng(2).uniforms(20 * 6), (u) => (u < 0.5 ? 0 : 1));

test("a table of all pairs gives what the pairs one by one give", () => {
  const trained = bits();
  const { logLikelihoodTable: _, ...model } = trained.model;
  const options = { extent: 4, spacing: 0.25 };
  const fast = quadrature(trained, binary, options);
  const slow = quadrature({ model, parameters: trained.parameters }, binary, options);
  expect(fast.logProbability).toBeNear(slow.logProbability, 1e-6);
  trained.dispose();
});

test("the log p(x) of a nonlinear model is that of draws from the prior, within four errors", () => {
  const trained = bits();
  const { logProbability, errors } = quadrature(trained, binary, { spacing: 0.1 });
  const draws = 40_000;
  const found = tf.tidy(() => {
    const z = rng(3).normal([draws, 1, 2]);
    const x = tf.tensor2d(binary.subarray(0, 6), [1, 6]);
    return numbersOf(trained.model.logLikelihood(trained.parameters, z, x).exp());
  });
  const mean = found.reduce((a, b) => a + b, 0) / draws;
  const sd = Math.sqrt(found.reduce((sum, p) => sum + (p - mean) ** 2, 0) / draws);
  const error = sd / mean / Math.sqrt(draws);
  expect(error).toBeLessThan(0.02);
  expect(Math.abs(Math.log(mean) - at(logProbability, 0))).toBeLessThan(4 * error + at(errors, 0));
  trained.dispose();
});

test("the probabilities of all binary images sum to 1", () => {
  const trained = bits();
  const all = Float32Array.from({ length: 64 * 6 }, (_, i) => (Math.floor(i / 6) >> (i % 6)) & 1);
  const { logProbability } = quadrature(trained, all, { spacing: 0.1 });
  expect(logProbability.reduce((sum, l) => sum + Math.exp(l), 0)).toBeCloseTo(1, 5);
  trained.dispose();
});

test("three units, grey values and a grid without width are refused", () => {
  const trained = drawn(vae({ dataSize: 6, latentSize: 3, hidden: [] }));
  expect(() => quadrature(trained, binary)).toThrow(
    "latentSize must be 1 or 2 for quadrature, got 3",
  );
  trained.dispose();
  const plane = bits();
  expect(() => quadrature(plane, new Float32Array(6).fill(0.5))).toThrow(
    "a claim about log p(x) must be of a normalised likelihood",
  );
  expect(() => quadrature(plane, binary, { spacing: 0 })).toThrow("spacing must be a number > 0");
  plane.dispose();
});
