import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { begun } from "../../test/begun.ts";
import { sigmaPoints } from "../../test/fixed-noise.ts";
import { linearVae } from "../models/linear-vae.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { codes } from "./codes.ts";
import { linearGaussian } from "./linear-gaussian.ts";
import { refine } from "./refine.ts";

const [D, K, N] = [5, 3, 7];
const model = linearVae({ dataSize: D, latentSize: K });
const x = rng(1).normals(N * D);

/** A linear VAE whose encoder and decoder have nothing to do with each other. */
const anyLinearVae = () => begun(model, 2, { "encoder.mean.bias": tf.ones([K]) });

test("on a linear VAE it finds the mean of p(z|x) and the inverse diagonal of its precision", () => {
  const trained = anyLinearVae();
  const found = refine(trained, x, { rng: sigmaPoints, samples: 2 * K, steps: 400 });
  const exact = linearGaussian(trained);
  for (let n = 0; n < N; n++) {
    const { posteriorMean } = exact.at(x.subarray(n * D, (n + 1) * D));
    expect(found.mean.subarray(n * K, (n + 1) * K)).toBeNear(posteriorMean, 1e-3);
    for (let k = 0; k < K; k++)
      expect([Math.exp(-at(found.logVariance, n * K + k))]).toBeNear(
        [at(exact.posteriorPrecision, k * K + k)],
        1e-3,
      );
  }
  trained.dispose();
});

test("what it gains over the encoder is the amortisation gap in closed form", () => {
  const trained = anyLinearVae();
  const exact = linearGaussian(trained);
  const start = codes(trained, x);
  const found = refine(trained, x, { rng: sigmaPoints, samples: 2 * K, steps: 400 });
  for (let n = 0; n < N; n++) {
    const row = ({ mean, logVariance = new Float32Array() }: typeof start) => ({
      mean: mean.subarray(n * K, (n + 1) * K),
      logVariance: logVariance.subarray(n * K, (n + 1) * K),
    });
    const { posteriorMean, reverseKl } = exact.at(x.subarray(n * D, (n + 1) * D));
    const best = Float64Array.from(
      { length: K },
      (_, k) => -Math.log(at(exact.posteriorPrecision, k * K + k)),
    );
    const gap = reverseKl(row(start)) - reverseKl({ mean: posteriorMean, logVariance: best });
    expect(gap).toBeGreaterThan(0.5);
    expect(Math.abs(reverseKl(row(start)) - reverseKl(row(found)) - gap)).toBeLessThan(1e-4);
  }
  trained.dispose();
});

test("with draws it comes near, and more steps bring it nearer", () => {
  const trained = anyLinearVae();
  const exact = linearGaussian(trained);
  const excess = (steps: number) => {
    const found = refine(trained, x, { rng: rng(3), steps });
    let sum = 0;
    for (let n = 0; n < N; n++)
      sum += exact.at(x.subarray(n * D, (n + 1) * D)).reverseKl({
        mean: found.mean.subarray(n * K, (n + 1) * K),
        logVariance: found.logVariance.subarray(n * K, (n + 1) * K),
      });
    return sum / N;
  };
  const [few, many] = [excess(20), excess(600)];
  const diagonal = exact.at(x.subarray(0, D));
  const least = diagonal.reverseKl({
    mean: diagonal.posteriorMean,
    logVariance: Array.from(
      { length: K },
      (_, k) => -Math.log(at(exact.posteriorPrecision, k * K + k)),
    ),
  });
  expect(many).toBeLessThan(few);
  expect(many - least).toBeGreaterThan(0);
  expect(many - least).toBeLessThan(0.01);
  trained.dispose();
});

test("it begins where it is asked to, and leaks no tensors", async () => {
  const trained = anyLinearVae();
  const start = { mean: new Float32Array(N * K).fill(9), logVariance: new Float32Array(N * K) };
  await expect(() => {
    const { mean } = refine(trained, x, { rng: rng(1), steps: 1, start });
    for (const value of mean) expect(Math.abs(value - 9)).toBeLessThan(0.051);
  }).toLeakNoTensors();
  expect(() =>
    refine(trained, x, { rng: rng(1), start: { ...start, mean: new Float32Array(2) } }),
  ).toThrow(ShapeError);
  expect(() => refine(trained, x, { rng: rng(1), steps: 0 })).toThrow(
    "steps must be a whole number ≥ 1, got 0",
  );
  trained.dispose();
});

test("it does for any VAE what the encoder does for nothing: values, none of them changed outside", () => {
  const vae = recipes.essayVae({ dataSize: D, hidden: [4], latentSize: K }).model;
  const trained = begun(vae, 4);
  const pixels = rng(5).uniforms(N * D);
  const before = codes(trained, pixels);
  const found = refine(trained, pixels, { rng: rng(6), steps: 50 });
  expect(found.mean).toHaveLength(N * K);
  expect(found.logVariance).not.toEqual(before.logVariance);
  expect(codes(trained, pixels)).toEqual(before);
  trained.dispose();
});
