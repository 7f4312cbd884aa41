import { normalCdf } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { edgeWidth, meanEdgeWidth } from "./edge-width.ts";

/** A step at a place, each pixel the mean over its area. */
const stepAt = (place: number, width: number) =>
  Array.from({ length: width }, (_, x) => Math.min(1, Math.max(0, x + 1 - place)));

test("a step between two pixels is 0.8 wide, whatever its contrast", () => {
  expect(edgeWidth([0, 0, 1, 1])).toBeCloseTo(0.8, 12);
  expect(edgeWidth([0.2, 0.2, 0.7, 0.7])).toBeCloseTo(0.8, 12);
});

test("a falling edge is as wide as a rising one", () => {
  expect(edgeWidth([3, 3, 2, 1, 1])).toBeCloseTo(edgeWidth([1, 1, 2, 3, 3]), 12);
});

test("the mean of steps shifted uniformly over w pixels is a ramp, 0.8·w wide", () => {
  const w = 12;
  const shifts = Array.from({ length: 1200 }, (_, i) => 10 + (w * (i + 0.5)) / 1200);
  const profile = Array.from(
    { length: 32 },
    (_, x) => shifts.reduce((sum, place) => sum + (stepAt(place, 32)[x] ?? 0), 0) / 1200,
  );
  expect(edgeWidth(profile)).toBeCloseTo(0.8 * w, 6);
});

test("an edge blurred by a normal is 2.563 standard deviations wide", () => {
  const deviation = 30; // a straight line between pixels is off by 0.27/deviation²
  const profile = Array.from({ length: 600 }, (_, x) => normalCdf((x - 300) / deviation));
  // 2 * scipy.stats.norm.ppf(.9)
  expect(edgeWidth(profile) / deviation).toBeCloseTo(2.5631031310892007, 3);
});

test("the mean over images leaves out those without an edge", () => {
  const image = [0, 0, 1, 1, 0, 0, 1, 1];
  const ramp = [0, 0.5, 1, 1, 0, 0.5, 1, 1];
  const found = meanEdgeWidth(Float32Array.from([...image, ...ramp, ...Array(8).fill(3)]), 4, 2);
  expect(found.value).toBeCloseTo((0.8 + 1.6) / 2, 6);
  expect(found.standardError).toBeCloseTo(0.4, 6);
});
