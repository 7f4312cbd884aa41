import { rng } from "@vae-lab/core";
import { meanInterval } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { seedsNeeded } from "./seeds-needed.ts";

test.each([
  // R's power.t.test(type = "one.sample", sd = 1, delta, sig.level, power = .8): 9.94, 33.4 and 5.24
  [{ sd: 1, margin: 1, risk: 0.05 }, 10],
  [{ sd: 1, margin: 0.5, risk: 0.05 }, 34],
])("%o needs %i seeds, as R computes", (given, seeds) => {
  expect(seedsNeeded(given)).toBe(seeds);
});

test("the number of seeds decides in about 80 of 100 studies", () => {
  const given = { sd: 2, margin: 3, risk: 0.003 };
  const n = seedsNeeded(given) ?? 0;
  const studies = 4000;
  const noise = rng(5).normals(n * studies);
  let decided = 0;
  for (let study = 0; study < studies; study += 1) {
    const values = Array.from(noise.subarray(study * n, (study + 1) * n), (z) => 3 + 2 * z);
    if ((meanInterval(values, 1 - given.risk).interval?.[0] ?? 0) > 0) decided += 1;
  }
  // The sum of two quantiles is an approximation; one seed fewer misses by more than one seed too many.
  expect(decided / studies).toBeGreaterThan(0.76);
  expect(decided / studies).toBeLessThan(0.92);
});

test("a spread that no number of seeds overcomes has no answer", () => {
  expect(seedsNeeded({ sd: 1, margin: 0.001, risk: 0.05 })).toBeUndefined();
});
