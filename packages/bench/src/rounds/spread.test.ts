import { expect, test } from "vitest";
import { spreadOf } from "./spread.ts";

test("the percentiles of a spread are in order, and a single value equals its percentiles", () => {
  const { p10, median, p90 } = spreadOf([5, 9, 1, 4, 4, 8]);
  expect(p10).toBeLessThan(median);
  expect(median).toBeLessThan(p90);
  expect(spreadOf([3])).toEqual({ median: 3, p10: 3, p90: 3 });
});
