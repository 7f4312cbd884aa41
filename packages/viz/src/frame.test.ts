import { expect, test } from "vitest";
import { extentOf, framed, isNear, padded } from "./frame.ts";

test("a frame is fitted to the regularised runs, or to all where none is", () => {
  const [none, some] = [{ beta: 0 }, { beta: 4 }];
  expect(framed([none, some])).toEqual([some]);
  expect(framed([none])).toEqual([none]);
});

test("a value widens an extent by half of it at most", () => {
  expect(isNear(15, [0, 10])).toBe(true);
  expect(isNear(15.1, [0, 10])).toBe(false);
  expect(isNear(-5.1, [0, 10])).toBe(false);
});

test("one value, or none, has a frame too", () => {
  expect(padded([5], 0.1)).toEqual([4.5, 5.5]);
  expect(padded([0], 0.1)).toEqual([-0.1, 0.1]);
  expect(extentOf([])).toEqual([0, 1]);
});
