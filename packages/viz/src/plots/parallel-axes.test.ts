import { expect, test } from "vitest";
import { parallelAxis, placeOn, valueAt } from "./parallel-axes.ts";

const name = { key: "k", label: "k" };

test("a missing value or NaN does not turn a numeric axis into categories", () => {
  const axis = parallelAxis(name, [1, undefined, Number.NaN, 3]);
  expect(axis).toMatchObject({ kind: "linear", domain: [1, 3] });
  expect([undefined, Number.NaN, 1, 2, 3].map((value) => placeOn(axis, value))).toEqual([
    ...[undefined, undefined, 0, 0.5, 1],
  ]);
});

test("positive values over several decades have a log axis, and places are inverted", () => {
  const axis = parallelAxis(name, [0.01, 1, 100]);
  expect(axis.kind).toBe("log");
  expect(placeOn(axis, 1)).toBeCloseTo(0.5, 12);
  expect(valueAt(axis, 0.5)).toBeCloseTo(1, 12);
});

test("texts are categories in natural order", () => {
  const axis = parallelAxis(name, ["run 10", "run 9", 4]);
  expect(axis.categories).toEqual(["4", "run 9", "run 10"]);
  expect(placeOn(axis, 4)).toBeCloseTo(1 / 6, 12);
});

test("an axis of equal values has them in the middle", () => {
  expect(placeOn(parallelAxis(name, [5, 5]), 5)).toBe(0.5);
});
