import { expect, test } from "vitest";
import { exemplars } from "./exemplars.ts";

test("classes take turns in the order of their labels", () => {
  expect(exemplars(Int32Array.of(2, 2, 0, 1, 0, 2), 6, 5)).toEqual([2, 3, 0, 4, 1]);
});

test("there are no more exemplars than rows", () => {
  expect(exemplars(Int32Array.of(3, 3, 1), 2, 20)).toEqual([0, 1]);
  expect(exemplars(undefined, 2, 20)).toEqual([0, 1]);
});

test("without labels the first rows are shown", () => {
  expect(exemplars(undefined, 100, 3)).toEqual([0, 1, 2]);
});
