import { expect, test } from "vitest";
import { logTicks } from "./axes.ts";

test("many decades are ticked by decade, never by more than seven", () => {
  expect(logTicks([0.01, 100])).toEqual([0.01, 0.1, 1, 10, 100]);
  expect(logTicks([1e-12, 1e12]).length).toBeLessThanOrEqual(7);
});

test("few decades are ticked at 1, 2 and 5", () => {
  expect(logTicks([1, 10])).toEqual([1, 2, 5, 10]);
});

test("values with no logarithm have no ticks", () => {
  expect(logTicks([0, -1, Number.NaN, Number.POSITIVE_INFINITY])).toEqual([]);
});
