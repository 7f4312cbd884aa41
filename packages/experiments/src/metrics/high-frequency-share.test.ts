import { expect, test } from "vitest";
import { powerSpectrum } from "../../test/power-spectrum.ts";
import { loadBackend } from "../backend/native.ts";
import { highFrequencyShare } from "./high-frequency-share.ts";

await loadBackend();
const share = highFrequencyShare({ width: 28, height: 28 });

/** mean + Σ amplitude·cos(2π(ux/width + vy/height) + phase). */
const waves = (
  width: number,
  height: number,
  parts: { u: number; v: number; amplitude: number; phase?: number }[],
  mean = 0,
): Float32Array =>
  Float32Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    return parts.reduce(
      (sum, { u, v, amplitude, phase = 0 }) =>
        sum + amplitude * Math.cos(2 * Math.PI * ((u * x) / width + (v * y) / height) + phase),
      mean,
    );
  });

const scrambled = (n: number) =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(i * i * 12.9898));

test.each([
  ["slow", { u: 3, v: 2 }, 0],
  ["exactly at the cut (7/28 cycles a pixel)", { u: 7, v: 0 }, 0],
  ["fast along x", { u: 8, v: 0 }, 1],
  ["fast along y, against the grain", { u: 0, v: 20 }, 1],
  ["fast along the diagonal only", { u: 6, v: 6 }, 1],
  ["an alias of a slow wave", { u: 25, v: 1 }, 0],
])("a pure wave that is %s has all its power on one side of the cut", (_, wave, exact) => {
  const image = waves(28, 28, [{ ...wave, amplitude: 0.3, phase: 0.7 }], 0.5);
  expect(share(image)).toBeCloseTo(exact, 6);
});

test("two waves share the power as the squares of their amplitudes", () => {
  const image = waves(28, 28, [
    { u: 1, v: 1, amplitude: 2 },
    { u: 10, v: 3, amplitude: 1, phase: 1 },
  ]);
  expect(share(image)).toBeCloseTo(1 / 5, 6);
});

test("blurring an image by a running mean lowers the share", () => {
  const image = scrambled(28 * 28);
  const blurred = image.map((value, i) => (value + (image[(i + 1) % image.length] ?? 0)) / 2);
  expect(share(blurred)).toBeLessThan(share(image));
});

test("a flat image has no power to share", () => {
  expect(share(new Float32Array(2 * 28 * 28).fill(0.5))).toBe(0);
});

test.each([
  [28, 28],
  [7, 5],
  [6, 9],
])("of %i×%i images it is the share of the transform's power", (width, height) => {
  const images = scrambled(3 * width * height);
  let [all, high] = [0, 0];
  powerSpectrum(images, width, height).forEach((power, i) => {
    const [u, v] = [i % width, Math.floor(i / width)];
    const radius = Math.hypot(Math.min(u, width - u) / width, Math.min(v, height - v) / height);
    if (radius > 0) all += power;
    if (radius > 0.25) high += power;
  });
  expect(highFrequencyShare({ width, height })(images)).toBeCloseTo(high / all, 6);
});
