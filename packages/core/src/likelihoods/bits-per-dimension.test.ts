import { expect, test } from "vitest";
import { binarised } from "../data/binarised.ts";
import { dequantised } from "../data/dequantised.ts";
import { rng } from "../random/rng.ts";
import { bernoulli } from "./bernoulli.ts";
import { bitsPerDimension } from "./bits-per-dimension.ts";
import { gaussian } from "./gaussian.ts";

const bits = binarised(rng(1).uniforms(8), 8, rng(2));
const counting = bernoulli().measureOf(bits);
const lebesgue = gaussian({ variance: 1 }).measureOf(bits);

test("fair bits cost one bit each, uniform grey levels eight, spread over [0, 1) or not", () => {
  expect(bitsPerDimension(-8 * Math.LN2, { measure: counting, dataSize: 8 })).toBeCloseTo(1, 12);
  expect(bitsPerDimension(8 * Math.log(1 / 256), { measure: counting, dataSize: 8 })).toBe(8);
  expect(bitsPerDimension(0, { measure: lebesgue, dataSize: 8, cell: 1 / 256 })).toBe(8);
});

test("unnormalised likelihoods, and densities of data that were not spread, have no bits", () => {
  const grey = bernoulli().measureOf(Float32Array.of(0.5));
  expect(() => bitsPerDimension(-1, { measure: grey, dataSize: 1 })).toThrow(
    "bits per dimension must be of a normalised likelihood",
  );
  expect(() => bitsPerDimension(-1, { measure: lebesgue, dataSize: 1 })).toThrow(
    "cell must be the width of dequantised data's cells",
  );
  expect(() => bitsPerDimension(-1, { measure: counting, dataSize: 1, cell: 1 })).toThrow(
    "cell must be left out",
  );
});

test("a dequantised level lies in its own cell, evenly, and row by row the same for ever", () => {
  const rows = 4000;
  const levels = Float32Array.from({ length: rows * 4 }, (_, i) => [0, 7, 200, 255][i % 4] ?? 0);
  const spread = dequantised(
    levels.map((k) => k / 255),
    4,
    rng(1),
  );
  const within = spread.map((x, i) => 256 * x - (levels[i] ?? 0));
  expect(within.every((u) => u >= 0 && u < 1)).toBe(true);
  const mean = within.reduce((sum, u) => sum + u, 0) / within.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * within.length));
  expect(
    dequantised(
      levels.slice(0, 8).map((k) => k / 255),
      4,
      rng(1),
    ),
  ).toEqual(spread.slice(0, 8));
});
