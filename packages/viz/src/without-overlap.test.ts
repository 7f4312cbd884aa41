import { expect, test } from "vitest";
import { withoutOverlap } from "./without-overlap.ts";

test("of overlapping items the first is kept; distance in one dimension is enough", () => {
  const things = [
    [0, 0],
    [5, 5],
    [5, 20],
    [40, 0],
  ] as const;
  expect(withoutOverlap(things, (thing) => thing, { x: 10, y: 10 })).toEqual([
    [0, 0],
    [5, 20],
    [40, 0],
  ]);
});
