import { expect, test } from "vitest";
import { exemplars } from "./exemplars.ts";

test("classes take turns in the order of their labels", () => {
  expect(exemplars(Uint8Array.of(2, 2, 0, 1, 0, 2), 5)).toEqual([2, 3, 0, 4, 1]);
});

test("there are no more exemplars than rows", () => {
  expect(exemplars(Uint8Array.of(3, 3), 20)).toEqual([0, 1]);
});
