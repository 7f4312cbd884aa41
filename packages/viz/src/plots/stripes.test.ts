import { expect, test } from "vitest";
import { dashOf, stripes } from "./stripes.ts";

test("coincident segments share their line, others are solid", () => {
  const segments = [
    [0, 10, 50, 90],
    [0, 11, 50, 89.5],
    [0, 10, 50, 40],
    [50, 10, 90, 90],
  ] as const;
  expect(stripes(segments, (segment) => segment)).toEqual([
    { index: 0, count: 2 },
    { index: 1, count: 2 },
    { index: 0, count: 1 },
    { index: 0, count: 1 },
  ]);
});

test("the dashes of coincident segments cover their line exactly once", () => {
  const count = 3;
  const covered = Array.from({ length: 63 }, () => 0);
  for (const index of [0, 1, 2]) {
    const { strokeDasharray = "", strokeDashoffset = 0 } = dashOf({ index, count });
    const [on = 0, off = 0] = strokeDasharray.split(" ").map(Number);
    for (const at of covered.keys())
      if ((at + strokeDashoffset + 10 * (on + off)) % (on + off) < on)
        covered[at] = (covered[at] ?? 0) + 1;
  }
  expect(new Set(covered)).toEqual(new Set([1]));
});
