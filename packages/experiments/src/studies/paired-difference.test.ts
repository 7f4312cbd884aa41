import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { pairedDifference } from "./paired-difference.ts";

test("the interval is that of the paired t-test", () => {
  // scipy.stats.ttest_rel([1.1, 2.3, 2.9, 4.4], [1, 2, 3, 4]).confidence_interval(.95)
  const { n, mean, interval } = pairedDifference([0.1, 0.3, -0.1, 0.4]);
  expect([n, mean]).toEqual([4, expect.closeTo(0.175, 12)]);
  expect(interval?.[0]).toBeCloseTo(-0.1778, 3);
  expect(interval?.[1]).toBeCloseTo(0.5278, 3);
});

test("one or two seeds give a mean and no interval", () => {
  expect(pairedDifference([2])).toEqual({ n: 1, mean: 2 });
  expect(pairedDifference([2, 4])).toEqual({ n: 2, mean: 3 });
});

test("the interval of three seeds holds the truth 95 times in a hundred, within four standard errors", () => {
  const repeats = 4000;
  const noise = rng(7).normals(3 * repeats);
  let hits = 0;
  for (let i = 0; i < repeats; i++) {
    const [low, high] = pairedDifference([...noise.subarray(3 * i, 3 * i + 3)]).interval ?? [0, 0];
    if (low <= 0 && 0 <= high) hits++;
  }
  expect(Math.abs(hits / repeats - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / repeats));
});
