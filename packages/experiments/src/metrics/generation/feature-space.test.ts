import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../../backend/native.ts";
import { featureSpace, imageFeatures } from "./feature-space.ts";

await loadBackend();
const shape = { kind: "image", width: 8, height: 8, channels: 1 } as const;
const images = (count: number, seed: number) => rng(seed).uniforms(count * 64);

test("features of the reference have mean 0 and variance 1", () => {
  const reference = images(700, 1);
  const { values, width } = featureSpace(reference, shape)(reference);
  expect(width).toBe(imageFeatures);
  for (let k = 0; k < width; k++) {
    const own = values.filter((_, i) => i % width === k);
    const mean = own.reduce((sum, v) => sum + v, 0) / own.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / own.length).toBeCloseTo(1, 4);
  }
});

test("an image has the same features in any company, each time", () => {
  const space = featureSpace(images(100, 1), shape);
  const alone = space(images(1, 2)).values;
  const together = space(images(600, 2)).values.subarray(0, imageFeatures);
  together.forEach((value, k) => {
    expect(value).toBeCloseTo(alone[k] ?? Number.NaN, 5);
  });
});

test("values of a vector are their own features, constant ones 0", () => {
  const rows = Float32Array.from([1, 5, 3, 5]);
  const { values, width } = featureSpace(rows, { kind: "vector", length: 2 })(rows);
  expect(width).toBe(2);
  expect([...values]).toEqual([-1, 0, 1, 0]);
});

test("images of several channels have features, too", () => {
  const rows = rng(1).uniforms(10 * 6 * 5 * 3);
  const { values } = featureSpace(rows, { kind: "image", width: 6, height: 5, channels: 3 })(rows);
  expect(values).toHaveLength(10 * imageFeatures);
  expect(values.every(Number.isFinite)).toBe(true);
});
