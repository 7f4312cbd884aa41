import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { maskedImages, maskedShare, occludedImages } from "./corrupted-rows.ts";

const shape = { kind: "image", width: 8, height: 6, channels: 3 } as const;
const D = 8 * 6 * 3;
const images = new Float32Array(500 * D).fill(1);

test("a quarter of the pixels are masked, in all channels", () => {
  const found = maskedImages(images, shape, rng(1));
  const pixels = Array.from({ length: found.length / 3 }, (_, i) => [
    ...found.subarray(3 * i, 3 * i + 3),
  ]);
  for (const pixel of pixels) expect(new Set(pixel).size).toBe(1);
  const share = pixels.filter(([value]) => value === 0).length / pixels.length;
  const error = Math.sqrt((maskedShare * (1 - maskedShare)) / pixels.length);
  expect(Math.abs(share - maskedShare)).toBeLessThan(4 * error);
});

test("a rectangle of half the sides is occluded in each image, at every place alike", () => {
  const found = occludedImages(images, shape, rng(2));
  const places = new Map<string, number>();
  for (let n = 0; n < 500; n++) {
    const own = found.subarray(n * D, (n + 1) * D);
    const dark = Array.from({ length: 48 }, (_, i) => i).filter((i) => own[3 * i + 1] === 0);
    expect(dark).toHaveLength(4 * 3);
    const [first = 0, last = 0] = [dark[0], dark.at(-1)];
    expect((last % 8) - (first % 8)).toBe(3);
    expect(Math.floor(last / 8) - Math.floor(first / 8)).toBe(2);
    places.set(String(first), (places.get(String(first)) ?? 0) + 1);
  }
  expect(places.size).toBe(5 * 4);
  // 25 of 500 at each place, with a standard deviation of 4.9
  for (const count of places.values()) expect(Math.abs(count - 25)).toBeLessThan(4 * 4.9);
});
