import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { powerSpectrum } from "../../../test/power-spectrum.ts";
import { loadBackend } from "../../backend/native.ts";
import { radialPower } from "./radial-power.ts";

await loadBackend();
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
const mean = (values: ArrayLike<number>) => sum(values) / values.length;
const shapeOf = (width: number, height: number, channels = 1) =>
  ({ kind: "image", width, height, channels }) as const;

/** An image and its negative, so that their mean image is 0. */
const withNegative = (image: ArrayLike<number>) =>
  Float32Array.from([...Array.from(image), ...Array.from(image, (value) => -value)]);

test.each([
  [8, 8],
  [28, 28],
  [7, 5],
  [6, 9],
])(
  "of %i×%i images it is the mean of |F|²/area over each ring of the transform",
  (width, height) => {
    const area = width * height;
    const image = rng(1).normals(area);
    const { frequencies, power, total, high } = radialPower(
      withNegative(image),
      shapeOf(width, height),
    );
    const exact = powerSpectrum(image, width, height);
    const n = Math.min(width, height);
    const rings = new Map<number, number[]>();
    let [all, above] = [0, 0];
    exact.forEach((value, i) => {
      const [u, v] = [i % width, Math.floor(i / width)];
      const radius = Math.hypot(Math.min(u, width - u) / width, Math.min(v, height - v) / height);
      const ring = Math.round(radius * n);
      rings.set(ring, [...(rings.get(ring) ?? []), value / area]);
      if (radius > 0) all += value / area ** 2;
      if (radius > 0.25) above += value / area ** 2;
    });
    expect(frequencies).toHaveLength(n >> 1);
    frequencies.forEach((frequency, k) => {
      expect(frequency).toBeCloseTo((k + 1) / n, 12);
      expect(power[k]).toBeCloseTo(mean(rings.get(k + 1) ?? []), 4);
    });
    expect(total[0]).toBeCloseTo(all, 5);
    expect(high[0]).toBeCloseTo(above, 5);
  },
);

test("the total power is the variance about the mean image, less that of the brightness", () => {
  const [count, area] = [50, 64];
  const images = rng(2).uniforms(count * area);
  const { total } = radialPower(images, shapeOf(8, 8));
  const meanImage = Array.from({ length: area }, (_, i) =>
    mean(images.filter((_value, j) => j % area === i)),
  );
  const centred = images.map((value, i) => value - (meanImage[i % area] ?? 0));
  const brightness = Array.from({ length: count }, (_, n) =>
    mean(centred.subarray(n * area, (n + 1) * area)),
  );
  const variance = mean(centred.map((value) => value ** 2)) - mean(brightness.map((b) => b ** 2));
  expect(mean(total)).toBeCloseTo(variance, 6);
});

test("white noise has its variance at every frequency, within 4 standard errors", () => {
  const images = rng(3)
    .normals(400 * 144)
    .map((e) => 0.5 * e);
  const { frequencies, power } = radialPower(images, shapeOf(12, 12));
  frequencies.forEach((_, k) => {
    const own = power.filter((_value, i) => i % frequencies.length === k);
    const spread = Math.sqrt(mean(own.map((value) => (value - mean(own)) ** 2)));
    // Less the mean of 400 images, a share of 1/400 is gone
    expect(Math.abs(mean(own) - 0.25 * (1 - 1 / 400))).toBeLessThan((4 * spread) / 20);
  });
});

test("a mean image that all images share has no power", () => {
  const image = rng(4).uniforms(64);
  const { total } = radialPower(Float32Array.from([...image, ...image]), shapeOf(8, 8));
  expect([...total]).toEqual([0, 0]);
});

test("colour channels are averaged, and no tensor stays behind", () => {
  const [red, green] = [rng(5).normals(64), rng(6).normals(64)];
  const both = Float32Array.from({ length: 128 }, (_, i) => (i % 2 ? green : red)[i >> 1] ?? 0);
  const one = (image: Float32Array) => radialPower(withNegative(image), shapeOf(8, 8)).power;
  const tensors = tf.memory().numTensors;
  const { power } = radialPower(withNegative(both), shapeOf(8, 8, 2));
  expect(tf.memory().numTensors).toBe(tensors);
  power.slice(0, 4).forEach((value, k) => {
    expect(value).toBeCloseTo(((one(red)[k] ?? 0) + (one(green)[k] ?? 0)) / 2, 5);
  });
});
