import { expect, test } from "vitest";
import { apart } from "./apart.ts";

test("of things that would touch the first is kept, and what is clear in one direction is clear", () => {
  const things = [
    [0, 0],
    [5, 5],
    [5, 20],
    [40, 0],
  ] as const;
  expect(apart(things, (thing) => thing, { x: 10, y: 10 })).toEqual([
    [0, 0],
    [5, 20],
    [40, 0],
  ]);
});
