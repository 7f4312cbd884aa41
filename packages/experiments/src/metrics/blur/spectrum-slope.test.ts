import { rng } from "@vae-lab/core";
import { variance } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { loadBackend } from "../../backend/native.ts";
import { radialPower } from "./radial-power.ts";
import { spectrumSlope } from "./spectrum-slope.ts";

await loadBackend();
const side = 16;
const shape = { kind: "image", width: side, height: side, channels: 1 } as const;

/** An image whose power in ring k is k^slope, with phases of their own, and its negative. */
const withSlope = (slope: number, seed: number): Float32Array => {
  const phases = rng(seed).uniforms(side * side);
  const image = new Float32Array(side * side);
  for (let v = 0; v < side; v++)
    for (let u = 0; u < side; u++) {
      const ring = Math.round(Math.hypot(Math.min(u, side - u), Math.min(v, side - v)));
      // One wave for each pair of mirror images; those that are their own mirror image have no phase
      const mirror = ((side - v) % side) * side + ((side - u) % side);
      const own = v * side + u;
      if (ring === 0 || mirror < own) continue;
      const alone = mirror === own;
      const amplitude = Math.sqrt(ring ** slope) * (alone ? 1 : 2);
      const phase = alone ? 0 : 2 * Math.PI * (phases[own] ?? 0);
      for (let i = 0; i < image.length; i++) {
        const turn = (2 * Math.PI * (u * (i % side) + v * Math.floor(i / side))) / side;
        image[i] = (image[i] ?? 0) + amplitude * Math.cos(turn + phase);
      }
    }
  return Float32Array.from([...image, ...image.map((value) => -value)]);
};

test.each([0, -1, -3])(
  "images whose power falls as frequency to the %d have that slope",
  (slope) => {
    expect(spectrumSlope(radialPower(withSlope(slope, 1), shape)).value).toBeCloseTo(slope, 4);
  },
);

test("the standard error is the spread over repeated sets of images", () => {
  const repeats = 100;
  const found = Array.from({ length: repeats }, (_, r) =>
    spectrumSlope(radialPower(rng(r).normals(30 * side * side), shape)),
  );
  const spread = Math.sqrt(variance(found.map(({ value }) => value)));
  const stated = found.reduce((sum, { standardError }) => sum + standardError, 0) / repeats;
  expect(Math.abs(spread / stated - 1)).toBeLessThan(4 / Math.sqrt(2 * repeats));
});

test("images without power have no slope", () => {
  expect(spectrumSlope(radialPower(new Float32Array(2 * side * side), shape)).value).toBeNaN();
});
