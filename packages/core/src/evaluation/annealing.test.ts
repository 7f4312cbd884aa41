import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { annealedLowerBound, bidirectionalBounds } from "./annealing.ts";
import { chainsFrom } from "./chains.ts";
import { meanOf } from "./estimate.ts";
import { runEagerly } from "./eval-function.ts";
import { linearGaussian } from "./linear-gaussian.ts";
import { simulatedData } from "./simulated-data.ts";

/** A linear-Gaussian model, rows that it draws with their codes, and their log p(x). */
const drawing = (latentSize: number, N: number) => {
  const [D, variance] = [latentSize + 2, 0.5];
  const trained = linearWithEncoder({ dataSize: D, latentSize, variance });
  const { x, z } = simulatedData(trained, N, rng(1));
  const exact = linearGaussian(trained);
  const truth = Float64Array.from(
    { length: N },
    (_, n) => exact.at(x.subarray(n * D, (n + 1) * D)).logProbability,
  );
  return { trained, x, z, truth };
};

test("forward annealing is below the exact log p(x), reverse above, both near in ten dimensions", () => {
  const { trained, x, z, truth } = drawing(10, 5);
  const options = { rng: rng(3), temperatures: 40, chains: 16, leapfrogs: 3 };
  const { lower, upper } = bidirectionalBounds(trained, { x, z }, options);
  expect(lower.mean.value).toBeLessThan(meanOf(truth) + 2 * lower.drawError);
  expect(upper.mean.value).toBeGreaterThan(meanOf(truth) - 2 * upper.drawError);
  expect(upper.mean.value - lower.mean.value).toBeLessThan(0.5);
  for (const { acceptance } of [lower, upper]) {
    expect(acceptance).toBeGreaterThan(0.55);
    expect(acceptance).toBeLessThan(0.85);
  }
  truth.forEach((value, n) => {
    expect(at(lower.rows, n)).toBeLessThan(value + 4 * at(lower.drawErrors, n));
    expect(at(upper.rows, n)).toBeGreaterThan(value - 4 * at(upper.drawErrors, n));
  });
  trained.dispose();
});

test("slow annealing is the exact log p(x), within four standard errors", () => {
  const { trained, x, z, truth } = drawing(2, 24);
  const options = { rng: rng(3), temperatures: 100, chains: 32, leapfrogs: 3 };
  const { lower, upper } = bidirectionalBounds(trained, { x, z }, options);
  for (const { rows, drawErrors, drawError, mean } of [lower, upper]) {
    const scores = truth.map((value, n) => (at(rows, n) - value) / at(drawErrors, n));
    expect(meanOf(scores.map((score) => score * score))).toBeLessThan(2.5); // χ²/24 and its 3 σ
    expect(Math.abs(mean.value - meanOf(truth))).toBeLessThan(4 * drawError);
    expect(drawError).toBeLessThan(0.03);
  }
  trained.dispose();
});

test("annealing leaves no tensors behind, and repeats its numbers", async () => {
  const { trained, x, z } = drawing(2, 12);
  const options = { rng: rng(3), temperatures: [0, 0.5, 1], chains: 2, leapfrogs: 2 };
  const first = bidirectionalBounds(trained, { x, z }, options);
  await expect(() => {
    expect(bidirectionalBounds(trained, { x, z }, options)).toEqual(first);
  }).toLeakNoTensors();
  expect(annealedLowerBound(trained, x, options)).toEqual(first.lower);
  trained.dispose();
});

test("what a linear-Gaussian model draws has the covariance of its marginal and leaks nothing", async () => {
  const N = 20_000;
  const trained = linearWithEncoder({ dataSize: 2, latentSize: 1, variance: 0.5 });
  await expect(() => simulatedData(trained, 3, rng(1))).toLeakNoTensors();
  const { x, z } = simulatedData(trained, N, rng(5));
  const mean = (f: (n: number) => number) => meanOf(Array.from({ length: N }, (_, n) => f(n)));
  const { weights, bias } = { weights: rng(11).normals(2), bias: rng(12).normals(2) };
  const r = (n: number, d: number) => at(x, 2 * n + d) - at(bias, d);
  const [a, b] = [at(weights, 0), at(weights, 1)];
  const within = (found: number, value: number, variance: number) =>
    expect(Math.abs(found - value)).toBeLessThan(4 * Math.sqrt(variance / N));
  within(
    mean((n) => r(n, 0) * at(z, n)),
    a,
    2 * a * a + 0.5,
  );
  within(
    mean((n) => r(n, 0) ** 2),
    a * a + 0.5,
    2 * (a * a + 0.5) ** 2,
  );
  within(
    mean((n) => r(n, 0) * r(n, 1)),
    a * b,
    (a * a + 0.5) * (b * b + 0.5) + (a * b) ** 2,
  );
  trained.dispose();
});

test("Hamiltonian moves at β = 1 leave the posterior in place", () => {
  const trained = linearWithEncoder({ dataSize: 3, latentSize: 2, variance: 0.4 });
  const x = Float32Array.of(1, -0.5, 0.3);
  const exact = linearGaussian(trained);
  const { posteriorMean } = exact.at(x);
  const C = 4000;
  const batch = tf.tensor2d(x, [1, 3]);
  const start = tf.zeros([C, 1, 2]);
  const options = { leapfrogs: 5, run: runEagerly, rng: rng(0) };
  const chains = chainsFrom(trained, batch, start, options);
  for (let i = 0; i < 25; i++) chains.move(1, Float32Array.of(0.75), rng(4).fold(i));
  const z = numbersOf(chains.codes());
  tf.dispose([batch, start]);
  chains.dispose();
  trained.dispose();
  const moment = (f: (z: readonly [number, number]) => number) =>
    meanOf(Array.from({ length: C }, (_, c) => f([at(z, 2 * c), at(z, 2 * c + 1)])));
  const [m0, m1] = [at(posteriorMean, 0), at(posteriorMean, 1)];
  const [v0, v01, , v1] = exact.posteriorCovariance as unknown as [number, number, number, number];
  const near = (found: number, value: number, spread: number) =>
    expect(Math.abs(found - value)).toBeLessThan((4 * spread) / Math.sqrt(C));
  near(
    moment(([a]) => a),
    m0,
    Math.sqrt(v0),
  );
  near(
    moment(([, b]) => b),
    m1,
    Math.sqrt(v1),
  );
  near(
    moment(([a]) => (a - m0) ** 2),
    v0,
    Math.SQRT2 * v0,
  );
  near(
    moment(([a, b]) => (a - m0) * (b - m1)),
    v01,
    Math.sqrt(v0 * v1 + v01 ** 2),
  );
});

test("grey values, temperatures that do not ascend and codes of other rows are refused", () => {
  const bits = drawn(vae({ dataSize: 4, latentSize: 2, hidden: [] }));
  const options = { rng: rng(1) };
  expect(() => annealedLowerBound(bits, new Float32Array(4).fill(0.3), options)).toThrow(
    "a claim about log p(x)",
  );
  const binary = new Float32Array(4);
  expect(() =>
    annealedLowerBound(bits, binary, { ...options, temperatures: [0, 0.5, 0.4, 1] }),
  ).toThrow("temperatures must ascend from 0 to 1, got 0, 0.5, 0.4, 1");
  expect(() => bidirectionalBounds(bits, { x: binary, z: new Float32Array(4) }, options)).toThrow(
    "z must hold 1 rows of 2 numbers, got 4 numbers",
  );
  bits.dispose();
});
