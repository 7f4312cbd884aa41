import { expect, test } from "vitest";
import { highFrequencyShare, powerSpectrum } from "./spectrum.ts";

/** mean + Σ amplitude·cos(2π(ux/width + vy/height) + phase). */
const waves = (
  width: number,
  height: number,
  parts: { u: number; v: number; amplitude: number; phase?: number }[],
  mean = 0,
): Float64Array =>
  Float64Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    return parts.reduce(
      (sum, { u, v, amplitude, phase = 0 }) =>
        sum + amplitude * Math.cos(2 * Math.PI * ((u * x) / width + (v * y) / height) + phase),
      mean,
    );
  });

const scrambled = (n: number) =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(i * i * 12.9898));
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

test.each([
  [28, 28],
  [8, 8],
  [7, 5],
  [6, 9],
])("the power of %i×%i images obeys Parseval's theorem", (width, height) => {
  const images = scrambled(3 * width * height);
  const energy = sum(images.map((x) => x * x));
  expect(sum(powerSpectrum(images, width, height)) / (width * height * energy)).toBeCloseTo(1, 12);
});

test("the spectrum is the transform as it is written down", () => {
  const [width, height] = [5, 6];
  const image = scrambled(width * height);
  const power = powerSpectrum(image, width, height);
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      let re = 0;
      let im = 0;
      image.forEach((value, i) => {
        const angle =
          -2 * Math.PI * ((u * (i % width)) / width + (v * Math.floor(i / width)) / height);
        re += value * Math.cos(angle);
        im += value * Math.sin(angle);
      });
      expect(power[v * width + u]).toBeCloseTo(re * re + im * im, 9);
    }
});

test.each([
  ["slow", { u: 3, v: 2 }, 0],
  ["exactly at the cut (7/28 cycles a pixel)", { u: 7, v: 0 }, 0],
  ["fast along x", { u: 8, v: 0 }, 1],
  ["fast along y, against the grain", { u: 0, v: 20 }, 1],
  ["fast along the diagonal only", { u: 6, v: 6 }, 1],
  ["an alias of a slow wave", { u: 25, v: 1 }, 0],
])("a pure wave that is %s has all its power on one side of the cut", (_, wave, share) => {
  const image = waves(28, 28, [{ ...wave, amplitude: 0.3, phase: 0.7 }], 0.5);
  expect(highFrequencyShare(image, 28, 28)).toBeCloseTo(share, 10);
});

test("two waves share the power as the squares of their amplitudes", () => {
  const image = waves(28, 28, [
    { u: 1, v: 1, amplitude: 2 },
    { u: 10, v: 3, amplitude: 1, phase: 1 },
  ]);
  expect(highFrequencyShare(image, 28, 28)).toBeCloseTo(1 / 5, 10);
});

test("blurring an image by a running mean lowers the share", () => {
  const image = scrambled(28 * 28);
  const blurred = image.map((value, i) => (value + (image[(i + 1) % image.length] ?? 0)) / 2);
  expect(highFrequencyShare(blurred, 28, 28)).toBeLessThan(highFrequencyShare(image, 28, 28));
});

test("a flat image has no power to share", () => {
  expect(highFrequencyShare(new Float64Array(64).fill(0.5), 8, 8)).toBe(0);
});
