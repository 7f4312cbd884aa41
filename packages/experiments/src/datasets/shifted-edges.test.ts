import { expect, test } from "vitest";
import { edgeWidth, meanEdgeWidth } from "../metrics/blur/edge-width.ts";
import { greyValues } from "./grey-values.ts";
import { edgeImages, edgePositions, edgeProfile, shiftedEdges } from "./shifted-edges.ts";

const { side, from, to } = edgeImages;
const size = 2000;
const { test: split } = shiftedEdges({ trainSize: 1, testSize: size });
const images = greyValues(split.pixels);

test("the brightness of every row says where the edge is, to half a grey level", () => {
  const positions = edgePositions("test", size);
  for (let n = 0; n < 50; n++)
    for (let y = 0; y < side; y++) {
      const start = (n * side + y) * side;
      const row = images.subarray(start, start + side);
      const brightness = row.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(side - brightness - (positions[n] as number))).toBeLessThan(0.51 / 255);
    }
});

test("positions are uniform: mean and variance within four standard errors", () => {
  const unit = [...edgePositions("train", 4000)].map((p) => (p - from) / (to - from));
  const mean = unit.reduce((sum, u) => sum + u, 0) / unit.length;
  const variance = unit.reduce((sum, u) => sum + (u - 0.5) ** 2, 0) / unit.length;
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / unit.length));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / unit.length));
  expect(Math.min(...unit)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...unit)).toBeLessThan(1);
});

test("the label counts whole pixels to the edge", () => {
  const positions = edgePositions("test", size);
  for (let n = 0; n < 100; n++)
    expect(from + (split.labels[n] ?? -1)).toBe(Math.floor(positions[n] as number));
});

test("edges are 1.6 − 0.2 log 9 + 1.6 log(10/9) pixels wide on average", () => {
  const expected = 1.6 - 0.2 * Math.log(9) + 1.6 * Math.log(10 / 9);
  const found = meanEdgeWidth(images, side, side);
  expect(Math.abs(found.value - expected)).toBeLessThan(4 * found.standardError);
  expect(found.standardError).toBeLessThan(0.01);
});

test("the mean image has an edge of 0.8 of the range of positions", () => {
  const count = 8 * 255;
  const profile = new Float64Array(side);
  for (let i = 0; i < count; i++)
    edgeProfile(from + ((to - from) * (i + 0.5)) / count).forEach((value, x) => {
      profile[x] = (profile[x] as number) + value / count;
    });
  expect(edgeWidth(profile)).toBeCloseTo(0.8 * (to - from), 6);
});

test("a smaller set is the beginning of a larger one, the splits differ, and too large a one is refused", () => {
  const small = shiftedEdges({ trainSize: 10, testSize: 10 });
  expect([...small.test.pixels]).toEqual([...split.pixels.subarray(0, 10 * side * side)]);
  expect([...small.train.pixels]).not.toEqual([...small.test.pixels]);
  expect(() => shiftedEdges({ testSize: 1e9 })).toThrow(
    "dataset.testSize (shifted-edges) must be ≤ 1000000, got 1000000000",
  );
});
