import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { pairedRatio } from "./paired-ratio.ts";

test("load that slows both of a pair alike does not change the ratio", () => {
  const load = [1, 7, 2, 30, 1.5];
  const ratio = pairedRatio(
    load.map((slow) => 6 * slow),
    load.map((slow) => 8 * slow),
  );
  for (const value of Object.values(ratio)) expect(value).toBeCloseTo(0.75, 12);
});

test("the interval contains the true ratio in about 95 of 100 experiments", () => {
  const [experiments, rounds] = [200, 25];
  const noise = rng(7).normals(2 * experiments * rounds);
  const times = (k: number, scale: number) =>
    Array.from({ length: rounds }, (_, i) => scale * Math.exp(0.1 * (noise[k * rounds + i] ?? 0)));
  let covered = 0;
  for (let k = 0; k < experiments; k++) {
    const { low, high } = pairedRatio(times(2 * k, 3), times(2 * k + 1, 4), k);
    if (low <= 0.75 && 0.75 <= high) covered++;
  }
  // The percentile bootstrap of a median covers 0.93–0.96 here; four standard errors either way.
  expect(covered / experiments).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / experiments));
});

test("the interval of the inverse is the inverse interval", () => {
  const [a, b] = [
    [1, 2, 3, 4, 5],
    [2, 3, 3, 9, 6],
  ];
  const [there, back] = [pairedRatio(a, b), pairedRatio(b, a)];
  expect(back.ratio).toBeCloseTo(1 / there.ratio, 12);
  expect(back.low).toBeCloseTo(1 / there.high, 1);
});

test("rounds that are not paired are refused", () => {
  expect(() => pairedRatio([1, 2], [1])).toThrow("rounds must be paired, got 2 and 1");
});
