import { expect, test } from "vitest";
import { extentOf, framed, isNear, padded } from "./frame.ts";

test("the frame fits the regularised runs, or all runs if none is regularised", () => {
  const [none, some] = [{ beta: 0 }, { beta: 4 }];
  expect(framed([none, some])).toEqual([some]);
  expect(framed([none])).toEqual([none]);
});

test("a value extends the frame by at most half of its size", () => {
  expect(isNear(15, [0, 10])).toBe(true);
  expect(isNear(15.1, [0, 10])).toBe(false);
  expect(isNear(-5.1, [0, 10])).toBe(false);
});

test("a single value and no value have a frame", () => {
  expect(padded([5], 0.1)).toEqual([4.5, 5.5]);
  expect(padded([0], 0.1)).toEqual([-0.1, 0.1]);
  expect(extentOf([])).toEqual([0, 1]);
});
