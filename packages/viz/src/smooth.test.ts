import { expect, test } from "vitest";
import { smooth } from "./smooth.ts";

test("a weight of 0 changes nothing", () => {
  expect(smooth([3, 1, 4, 1, 5], 0)).toEqual([3, 1, 4, 1, 5]);
});

test("a constant series is unchanged", () => {
  for (const value of smooth([7, 7, 7, 7], 0.95)) expect(value).toBeCloseTo(7, 12);
});

test("the average weights values by powers of the weight", () => {
  const [, , third] = smooth([1, 2, 6], 0.5);
  expect(third).toBeCloseTo((1 * 0.25 + 2 * 0.5 + 6 * 1) / 1.75, 12);
});

test("NaN and infinity stay where they are and do not affect other values", () => {
  const clean = smooth([1, 2, 3], 0.8);
  const dirty = smooth([1, Number.NaN, 2, Number.POSITIVE_INFINITY, 3], 0.8);
  expect(dirty[1]).toBeNaN();
  expect([dirty[0], dirty[2], dirty[4]]).toEqual(clean);
});

test("a weight of 1 is rejected with its name and value", () => {
  expect(() => smooth([1], 1)).toThrow("smoothing must be in [0, 1), got 1");
  expect(() => smooth([1], Number.NaN)).toThrow("got NaN");
});
