import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random.ts";
import { annealedLowerBound, bidirectionalBounds } from "./annealing.ts";
import { chainsFrom } from "./chains.ts";
import { meanOf } from "./estimate.ts";
import { runEagerly } from "./kernel.ts";
import { linearGaussian } from "./linear-gaussian.ts";

/** A linear-Gaussian model, rows that it draws with their codes, and their log p(x). */
const drawing = (latentSize: number, N: number) => {
  const [D, variance] = [latentSize + 2, 0.5];
  const trained = linearWithEncoder({ dataSize: D, latentSize, variance });
  const z = rng(1).normals(N * latentSize);
  const x = tf.tidy(() => {
    const means = trained.model.decode(trained.parameters, tf.tensor3d(z, [1, N, latentSize]));
    return Float32Array.from(
      numbersOf(
        means.add(
          rng(2)
            .normal([1, N, D])
            .mul(variance ** 0.5),
        ),
      ),
    );
  });
  const exact = linearGaussian(trained);
  const truth = Float64Array.from(
    { length: N },
    (_, n) => exact.at(x.subarray(n * D, (n + 1) * D)).logProbability,
  );
  return { trained, x, z, truth };
};

test("forward annealing is below the exact log p(x), reverse above, both near in ten dimensions", () => {
  const { trained, x, z, truth } = drawing(10, 8);
  const options = { rng: rng(3), temperatures: 60, chains: 16, leapfrogs: 4 };
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

test("slow annealing is the exact log p(x), within four standard errors of each row", () => {
  const { trained, x, z, truth } = drawing(2, 12);
  const options = { rng: rng(3), temperatures: 120, chains: 32, leapfrogs: 3 };
  const { lower, upper } = bidirectionalBounds(trained, { x, z }, options);
  for (const { rows, drawErrors, drawError, mean } of [lower, upper]) {
    truth.forEach((value, n) => {
      expect(Math.abs(at(rows, n) - value)).toBeLessThan(4 * at(drawErrors, n));
    });
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
  for (let i = 0; i < 25; i++) chains.move(1, Float32Array.of(0.35), rng(4).fold(i));
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
  const coins = drawn(vae({ dataSize: 4, latentSize: 2, hidden: [] }));
  const options = { rng: rng(1) };
  expect(() => annealedLowerBound(coins, new Float32Array(4).fill(0.3), options)).toThrow(
    "x[0] must be 0 or 1",
  );
  const binary = new Float32Array(4);
  expect(() =>
    annealedLowerBound(coins, binary, { ...options, temperatures: [0, 0.5, 0.4, 1] }),
  ).toThrow("temperatures must ascend from 0 to 1, got 0, 0.5, 0.4, 1");
  expect(() => bidirectionalBounds(coins, { x: binary, z: new Float32Array(3) }, options)).toThrow(
    "z must hold 1 rows of 2 numbers, got 3 numbers",
  );
  coins.dispose();
});
