import { expect, test } from "vitest";
import { rng } from "../random/rng.ts";
import { binarised } from "./binarised.ts";
import { meanPooled } from "./mean-pooled.ts";

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;

test("a bit is 1 as often as its chance says, within four standard errors; 0 and 1 stay", () => {
  const [rows, chances] = [50_000, [0, 0.2, 0.5, 1]];
  const all = Float32Array.from({ length: rows * 4 }, (_, i) => chances[i % 4] ?? 0);
  const bits = binarised(all, 4, rng(1));
  expect(new Set(bits)).toEqual(new Set([0, 1]));
  chances.forEach((p, d) => {
    const share = mean(bits.filter((_, i) => i % 4 === d));
    expect(Math.abs(share - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / rows));
  });
});

test("a row has the same bits however many rows follow it, and other bits in another stream", () => {
  const chances = rng(1).uniforms(20 * 50);
  const bits = binarised(chances, 50, rng(2));
  expect(binarised(chances.subarray(0, 7 * 50), 50, rng(2))).toEqual(bits.slice(0, 7 * 50));
  expect(binarised(chances, 50, rng(3))).not.toEqual(bits);
});

test("rows of equal chances have unequal bits", () => {
  const bits = binarised(new Float32Array(200).fill(0.5), 100, rng(1));
  expect(bits.slice(0, 100)).not.toEqual(bits.slice(100));
});

// Two images of 4 × 2 pixels
test("a pooled pixel is the mean of its square, in each image", () => {
  const images = Float32Array.of(1, 2, 5, 6, 3, 4, 7, 8, 0, 0, 1, 1, 0, 4, 1, 1);
  const pooled = meanPooled(images, { width: 4, height: 2, side: 2 });
  expect([...pooled]).toEqual([2.5, 6.5, 1, 1]);
});

test("what cannot be pooled or binarised is refused with the rule", () => {
  const pooling = { width: 4, height: 2, side: 2 };
  expect(() => meanPooled(new Float32Array(8), { ...pooling, side: 4 })).toThrow(
    "side must divide 4 and 2, got 4",
  );
  expect(() => meanPooled(new Float32Array(9), pooling)).toThrow("rows of 8 numbers, got 9");
  expect(() => binarised(new Float32Array(9), 4, rng(1))).toThrow("rows of 4 numbers, got 9");
});
