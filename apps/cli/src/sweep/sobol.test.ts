import { expect, test } from "vitest";
import { maxSobolDimensions, sobolPoints } from "./sobol.ts";

test("points are those of SciPy", () => {
  // scipy.stats.qmc.Sobol(10, scramble=False).random(64)[[0, 1, 5, 13, 37, 63]]
  const points = sobolPoints(64, maxSobolDimensions);
  expect([0, 1, 5, 13, 37, 63].map((index) => points[index])).toEqual([
    Array(10).fill(0),
    Array(10).fill(0.5),
    [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125],
    [0.8125, 0.6875, 0.8125, 0.0625, 0.4375, 0.9375, 0.5625, 0.5625, 0.5625, 0.4375],
    [
      0.921875, 0.640625, 0.578125, 0.921875, 0.765625, 0.296875, 0.171875, 0.796875, 0.609375,
      0.171875,
    ],
    [
      0.015625, 0.796875, 0.359375, 0.453125, 0.859375, 0.140625, 0.578125, 0.140625, 0.828125,
      0.578125,
    ],
  ]);
});

test("each dimension of 2^k points has one in each of 2^k intervals", () => {
  const points = sobolPoints(128, maxSobolDimensions);
  for (let d = 0; d < maxSobolDimensions; d++) {
    const cells = points.map((point) => Math.floor((point[d] ?? 0) * 128));
    expect(new Set(cells).size).toBe(128);
  }
});
