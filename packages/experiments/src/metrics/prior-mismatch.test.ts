import { rng } from "@vae-lab/core";
import { normalQuantile } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { priorMismatch } from "./prior-mismatch.ts";

/** n codes at the middles of n equally likely parts of N(mean, 1). */
const normalCodes = (n: number, mean = 0) =>
  Float32Array.from({ length: n }, (_, i) => mean + normalQuantile((i + 0.5) / n));

test("codes at the quantiles of N(0, 1) are as near as n draws can be: 1/2n", () => {
  expect(priorMismatch(normalCodes(500), 1)).toBeCloseTo(1 / 1000, 6);
});

test("codes shifted by δ are 2Φ(δ/2) − 1 away", () => {
  // 2·scipy.stats.norm.cdf(.5) − 1
  expect(Math.abs(priorMismatch(normalCodes(20_000, 1), 1) - 0.382924922548026)).toBeLessThan(1e-4);
});

test("codes that are all alike in the middle are half away, and far outside wholly so", () => {
  expect(priorMismatch(new Float32Array(100), 1)).toBeCloseTo(0.5, 6);
  expect(priorMismatch(new Float32Array(100).fill(40), 1)).toBeCloseTo(1, 6);
});

test("it is the mean over units", () => {
  const good = normalCodes(100);
  const both = Float32Array.from({ length: 200 }, (_, i) => (i % 2 ? 40 : (good[i >> 1] ?? 0)));
  expect(priorMismatch(both, 2)).toBeCloseTo((1 / 200 + 1) / 2, 6);
});

test("draws from the prior are as near as Kolmogorov's law says", () => {
  // √n·D has mean √(π/2)·ln 2 = 0.8687 and standard deviation 0.2603
  const [n, units] = [10_000, 50];
  const scaled = priorMismatch(rng(1).normals(n * units), units) * Math.sqrt(n);
  expect(Math.abs(scaled - 0.8687)).toBeLessThan((4 * 0.2603) / Math.sqrt(units));
});
