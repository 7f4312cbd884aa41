import { expect, test } from "vitest";
import type { Samples } from "./samples.ts";
import { valueRange } from "./value-range.ts";

const samples = (values: Samples["values"], length: number) => ({
  size: values.length / length,
  shape: { kind: "vector" as const, length },
  values,
});

test("means and standard deviations are those of each position, and of all values", () => {
  const range = valueRange(samples(Float32Array.of(1, 5, 3, 5, 5, 5), 2));
  expect([...range.means]).toEqual([3, 5]);
  expect(range.sds[0]).toBeCloseTo(Math.sqrt(8 / 3), 12);
  expect(range.constant).toEqual([1]);
  expect(range).toMatchObject({ min: 1, max: 5, mean: 4, isWhole: true, isBinary: false });
  expect(range.sd).toBeCloseTo(Math.sqrt(7 / 3), 12); // squares 9, 1, 1, 1, 1, 1 over 6
});

test.each([
  [Uint8Array.of(0, 255), true],
  [Uint8Array.of(0, 1), true],
  [Uint8Array.of(0, 1, 255), false],
  [Uint8Array.of(0, 7), false],
  [Float32Array.of(0, 1), true],
  [Float32Array.of(0, 255), false],
  [Float32Array.of(0, 0.5), false],
] as const)("%o are bits: %s", (values, isBinary) => {
  expect(valueRange(samples(values, 1)).isBinary).toBe(isBinary);
});

test("the first value that is not finite is found by sample and position", () => {
  const { nonFinite, max } = valueRange(samples(Float32Array.of(1, 2, 3, Number.NaN), 2));
  expect(nonFinite).toEqual({ sample: 1, position: 1, value: Number.NaN });
  expect(max).toBe(3);
});
