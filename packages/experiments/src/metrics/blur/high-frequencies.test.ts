import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../../backend/native.ts";
import { highFrequencyShareOf, relativeDetail } from "./high-frequencies.ts";
import { radialPower } from "./radial-power.ts";

await loadBackend();
const side = 28;
const shape = { kind: "image", width: side, height: side, channels: 1 } as const;

/** Waves of u cycles along x with their amplitudes, on a mean image, and the same turned over. */
const waves = (parts: [u: number, amplitude: number][], meanImage = 0) => {
  const wave = (sign: number) =>
    Array.from({ length: side * side }, (_, i) =>
      parts.reduce(
        (sum, [u, a]) => sum + sign * a * Math.cos((2 * Math.PI * u * (i % side)) / side),
        meanImage * (i % 2),
      ),
    );
  return radialPower(Float32Array.from([...wave(1), ...wave(-1)]), shape);
};

test("two waves share the power as the squares of their amplitudes, whatever the mean image", () => {
  const { value } = highFrequencyShareOf(
    waves(
      [
        [2, 2],
        [10, 1],
      ],
      5,
    ),
  );
  expect(value).toBeCloseTo(1 / 5, 5);
});

test("images that fade keep their share and lose their detail", () => {
  const data = waves([
    [2, 2],
    [10, 1],
  ]);
  const faded = waves([
    [2, 1],
    [10, 0.5],
  ]);
  expect(highFrequencyShareOf(faded).value).toBeCloseTo(highFrequencyShareOf(data).value, 5);
  expect(relativeDetail(faded, data).value).toBeCloseTo(1 / 4, 5);
  expect(relativeDetail(data, data).value).toBeCloseTo(1, 6);
});

test("a share of white noise is that of the frequencies, within 4 standard errors", () => {
  const noise = radialPower(rng(1).normals(300 * side * side), shape);
  let [above, all] = [0, 0];
  for (let i = 1; i < side * side; i++) {
    const [u, v] = [i % side, Math.floor(i / side)];
    all += 1;
    if (Math.hypot(Math.min(u, side - u), Math.min(v, side - v)) / side > 0.25) above += 1;
  }
  const { value, standardError } = highFrequencyShareOf(noise);
  expect(Math.abs(value - above / all)).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(0.01);
});

test("images that are all alike have no share", () => {
  expect(highFrequencyShareOf(radialPower(new Float32Array(2 * 784), shape)).value).toBeNaN();
});
