import { expect, test } from "vitest";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { meanOf } from "./estimate.ts";
import {
  importanceWeightedBound,
  importanceWeightedBoundAndElbo,
} from "./importance-weighted-bound.ts";
import { iwaeLadder } from "./iwae-ladder.ts";
import { linearGaussian } from "./linear-gaussian.ts";

const [D, N] = [4, 80];

test("it is the last rung of the ladder with the same samples", async () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: 2, spread: 2 });
  const x = rng(5).normals(N * D);
  const found = importanceWeightedBound(trained, x, { rng: rng(6), samples: 20 });
  await expect(() => importanceWeightedBound(trained, x, { rng: rng(6) })).toLeakNoTensors();
  const { rungs } = iwaeLadder(trained, x, { rng: rng(6), ladder: [20] });
  expect(found).toBeNear(rungs[0]?.rows ?? [], 1e-9);
  trained.dispose();
});

test("the ELBO beside it is the first rung of the ladder with the same samples", () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: 2, spread: 2 });
  const x = rng(5).normals(N * D);
  const { bound, elbo } = importanceWeightedBoundAndElbo(trained, x, { rng: rng(6), samples: 20 });
  const { rungs } = iwaeLadder(trained, x, { rng: rng(6), ladder: [1, 20] });
  expect(elbo).toBeNear(rungs[0]?.rows ?? [], 1e-9);
  expect(bound).toBeNear(rungs[1]?.rows ?? [], 1e-9);
  trained.dispose();
});

test("with the exact posterior it is log p(x), whatever the samples", () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: 1 });
  const x = rng(7).normals(N * D);
  const exact = linearGaussian(trained);
  const found = importanceWeightedBound(trained, x, { rng: rng(8), samples: 3 });
  for (let n = 0; n < N; n++) {
    const { logProbability } = exact.at(x.subarray(n * D, (n + 1) * D));
    expect(Math.abs((found[n] ?? 0) - logProbability)).toBeLessThan(1e-4);
  }
  trained.dispose();
});

test("it takes grey values, of which the ladder says that they have no log p(x)", () => {
  const trained = drawn(vae({ dataSize: D, latentSize: 2, hidden: [3] }));
  const x = rng(9).uniforms(N * D);
  expect(() => iwaeLadder(trained, x, { rng: rng(1) })).toThrow("log p(x)");
  const bound = (samples: number) =>
    meanOf(importanceWeightedBound(trained, x, { rng: rng(10), samples }));
  expect(bound(50)).toBeGreaterThan(bound(1));
  trained.dispose();
});
