import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { probeAccuracy } from "./linear-probe.ts";

/** Codes N(±distance/2, 1) of two classes along the first unit, noise along the second. */
const codes = (count: number, distance: number, seed: number) => {
  const labels = Array.from({ length: count }, (_, n) => n % 2);
  const values = rng(seed)
    .normals(2 * count)
    .map((e, i) => (i % 2 ? 3 * e : e + distance * ((labels[i >> 1] ?? 0) - 0.5)));
  return { values, width: 2, labels };
};

test("two normal classes are told apart as well as they can be: Φ(distance/2)", () => {
  const { value, standardError } = probeAccuracy(codes(4000, 2, 1), codes(4000, 2, 2), 4000);
  expect(Math.abs(value - 0.8413447460685429)).toBeLessThan(4 * standardError); // scipy.stats.norm.cdf(1)
  expect(standardError).toBeCloseTo(Math.sqrt((value * (1 - value)) / 4000), 3);
});

test("codes that say nothing give the share of one class", () => {
  const { value, standardError } = probeAccuracy(codes(2000, 0, 3), codes(2000, 0, 4), 200);
  expect(Math.abs(value - 0.5)).toBeLessThan(4 * standardError);
});

test("units that do not vary are no obstacle", () => {
  const constant = { ...codes(100, 5, 5), values: new Float32Array(200).fill(2) };
  expect(probeAccuracy(constant, constant, 100).value).toBe(0.5);
});

test("fewer labels give less, and too few rows nothing", () => {
  const [training, unseen] = [codes(2000, 2, 6), codes(2000, 2, 7)];
  expect(probeAccuracy(training, unseen, 4).value).toBeLessThan(
    probeAccuracy(training, unseen, 2000).value,
  );
  expect(probeAccuracy(training, unseen, 2001).value).toBeNaN();
});
