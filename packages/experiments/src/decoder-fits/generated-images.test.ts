import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { measureGenerated, referenceOf } from "./generated-images.ts";

await loadBackend();
const shape = { kind: "image", width: 8, height: 8, channels: 1 } as const;
const [count, size] = [200, 64];
const noise = rng(7).normals(count * size);
/** A slow wave of an amplitude of its own in each image, and white noise. */
const imagesWith = (noiseOf: number): Float32Array =>
  noise.map((u, i) => {
    const n = Math.floor(i / size);
    const amplitude = Math.sin(n) * Math.SQRT2;
    return amplitude * Math.cos((2 * Math.PI * (i % 8)) / 8) + noiseOf * u;
  });
const data = imagesWith(0.5);
const reference = referenceOf(data, shape);

test("the data are as sharp as themselves and cover themselves", () => {
  const found = measureGenerated(data, reference);
  expect(found["high frequencies"].value).toBeCloseTo(1, 6);
  expect(found.detail.value).toBeCloseTo(1, 6);
  expect([found.coverage.value, found.precision.value]).toEqual([1, 1]);
});

test("without their noise images have no high frequencies, with twice the noise four times the detail", () => {
  const smooth = measureGenerated(imagesWith(0), reference);
  expect(smooth["high frequencies"].value).toBeLessThan(1e-6);
  const found = measureGenerated(imagesWith(1), reference);
  expect(found.detail.value).toBeCloseTo(4, 3);
  // The share is ∝ v/(v + w), v = 1/4 or 1 the noise's power and w = 1/2 the wave's, up to sampling
  expect(found["high frequencies"].value / 2).toBeCloseTo(1, 1);
});
