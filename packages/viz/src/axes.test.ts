import { expect, test } from "vitest";
import { logTicks } from "./axes.ts";

test("many decades have at most eight ticks, at whole decades", () => {
  expect(logTicks([0.01, 100])).toEqual([0.01, 0.1, 1, 10, 100]);
  expect(logTicks([1e-12, 1e12]).length).toBeLessThanOrEqual(8);
});

test("few decades have ticks at 1, 2 and 5; less than a decade has even steps", () => {
  expect(logTicks([1, 10])).toEqual([1, 2, 5, 10]);
  expect(logTicks([3.1, 3.3])).toEqual([3.1, 3.15, 3.2, 3.25, 3.3]);
  expect(logTicks([4, 4])).toEqual([]);
});

test.for([
  [0.25 / 1.5, 512 * 1.5],
  [0.3, 700],
  [1.1, 9.9],
  [23, 24],
  [2e-7, 3e4],
] as const)("all ticks of the domain %j are inside it", ([low, high]) => {
  const ticks = logTicks([low, high]);
  expect(ticks.length).toBeGreaterThan(1);
  for (const tick of ticks) {
    expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-9));
    expect(tick).toBeLessThanOrEqual(high * (1 + 1e-9));
  }
});

test("a domain without a logarithm has no ticks", () => {
  for (const domain of [
    [0, 10],
    [-1, 1],
    [1, Number.POSITIVE_INFINITY],
    [2, 1],
  ] as const)
    expect(logTicks(domain)).toEqual([]);
  expect(logTicks([Number.NaN, Number.NaN])).toEqual([]);
});
