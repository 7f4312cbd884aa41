import { rng } from "@vae-lab/core";
import { variance } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { loadBackend } from "../../backend/native.ts";
import { classEntropy, classesOf, modesCovered, voters } from "./class-spread.ts";
import { nearestOf } from "./nearest-neighbours.ts";

await loadBackend();

/** Class c occurs counts[c] times. */
const withCounts = (counts: number[]) => counts.flatMap((n, c) => Array(n).fill(c) as number[]);

test("points take the class of their cluster", () => {
  const noise = rng(1).normals(200);
  const values = noise.map((e, i) => e + 20 * (Math.floor(i / 2) % 4));
  const labels = Array.from({ length: 100 }, (_, i) => i % 4);
  const labelled = { values, width: 2 };
  const asked = { values: Float32Array.from([19, 21, 61, 60, 0, 0, 41, 39]), width: 2 };
  expect([...classesOf(nearestOf(asked, labelled, voters), labels)]).toEqual([1, 3, 0, 2]);
});

test("four classes alike have entropy log 4, one class 0, and others −Σ p log p", () => {
  expect(classEntropy(withCounts([5, 5, 5, 5])).value).toBeCloseTo(Math.log(4), 12);
  expect(classEntropy(withCounts([0, 7])).value).toBe(0);
  expect(classEntropy(withCounts([3, 1])).value).toBeCloseTo(0.5623351446188083, 12); // scipy.stats.entropy([3, 1])
});

test("the standard error of the entropy is its spread over repeated samples", () => {
  const repeats = 200;
  const found = Array.from({ length: repeats }, (_, r) =>
    classEntropy(Int32Array.from(rng(r).uniforms(500), (u) => (u < 0.7 ? 0 : u < 0.9 ? 1 : 2))),
  );
  const spread = Math.sqrt(variance(found.map(({ value }) => value)));
  const stated = found.reduce((sum, { standardError }) => sum + standardError, 0) / repeats;
  expect(Math.abs(spread / stated - 1)).toBeLessThan(4 / Math.sqrt(2 * repeats));
});

test("a mode is covered from a tenth of its share in the data", () => {
  const data = withCounts([100, 100, 200]);
  expect(modesCovered(withCounts([50, 50, 100]), data)).toEqual({
    value: 3,
    standardError: expect.closeTo(0, 6),
  });
  expect(modesCovered(withCounts([100, 0, 300]), data).value).toBe(2);
  expect(modesCovered(withCounts([974, 26, 0]), data).value).toBe(2);
  expect(modesCovered(withCounts([976, 24, 0]), data).value).toBe(1);
});

test("the count is uncertain where a mode is near the edge", () => {
  const data = withCounts([100, 100]);
  const { value, standardError } = modesCovered(withCounts([380, 20]), data);
  expect(value).toBe(2);
  expect(standardError).toBeCloseTo(0.5, 12); // covered with probability one half
});
