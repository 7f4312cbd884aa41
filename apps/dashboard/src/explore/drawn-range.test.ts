import { expect, test } from "vitest";
import { drawnRange } from "./drawn-range.ts";

const samples = (...values: number[]) => Float32Array.from(values);

test("images of fractions are drawn from 0 to 1, whatever their darkest value", () => {
  expect(drawnRange(samples(0.25, 0.75), [1, 2, 1])).toEqual([0, 1]);
});

test("images of other values, and vectors, are drawn on the range of the data", () => {
  expect(drawnRange(samples(0, 16), [1, 2, 1])).toEqual([0, 16]);
  expect(drawnRange(samples(-0.5, 0.5), [1, 2, 1])).toEqual([-0.5, 0.5]);
  expect(drawnRange(samples(0.25, 0.75), [2])).toEqual([0.25, 0.75]);
});
