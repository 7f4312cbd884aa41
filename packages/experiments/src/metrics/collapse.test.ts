import { expect, test } from "vitest";
import { activeUnits, activityThreshold, columnVariances, shuffledCodes } from "./collapse.ts";

/** Rows ±a in each column: the variance of a column is a². */
const alternating = (rows: number, deviations: number[]) =>
  Float32Array.from(
    { length: rows * deviations.length },
    (_, i) =>
      5 +
      (deviations[i % deviations.length] ?? 0) * (Math.floor(i / deviations.length) % 2 ? 1 : -1),
  );

test("the variance of a column that takes m ± a equally often is a²", () => {
  const variances = columnVariances(alternating(1000, [0, 0.5, 2]), 3);
  expect(variances[0]).toBe(0);
  expect(variances[1]).toBeCloseTo(0.25, 12);
  expect(variances[2]).toBeCloseTo(4, 12);
});

test("a unit is active when the variance of its mean exceeds 0.01, wherever its mean lies", () => {
  const edge = Math.sqrt(activityThreshold);
  expect(activeUnits(alternating(1000, [0, 0.9 * edge, 1.1 * edge, 3]), 4)).toBe(2);
});

test("shuffled codes are the same codes, and none stays where it was", () => {
  const units = 2;
  const codes = Float32Array.from({ length: 10 }, (_, i) => i);
  const shuffled = shuffledCodes(codes, units, Uint32Array.of(3, 0, 4, 1, 2));
  expect([...shuffled].sort((a, b) => a - b)).toEqual([...codes]);
  for (let n = 0; n < 5; n++) {
    expect(shuffled[2 * n]).not.toBe(codes[2 * n]);
    expect(shuffled[2 * n + 1]).toBe((shuffled[2 * n] ?? Number.NaN) + 1);
  }
});
