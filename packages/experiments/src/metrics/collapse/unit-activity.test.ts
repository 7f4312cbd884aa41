import { rng } from "@vae-lab/core";
import { variance } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { activeUnits } from "../collapse.ts";
import { unitsAbove, unitVariances } from "./unit-activity.ts";

const N = 2000;

/** Codes with N(0, v) in the column of each v. */
const codes = (variances: number[], seed: number) =>
  rng(seed)
    .normals(N * variances.length)
    .map((e, i) => e * Math.sqrt(variances[i % variances.length] ?? 0));

test("the variance of a unit has the standard error v·√(2/N) of normal codes", () => {
  const [first] = unitVariances(codes([0.5], 1), 1);
  expect(Math.abs((first?.value ?? 0) - 0.5)).toBeLessThan(4 * (first?.standardError ?? 0));
  // The fourth moment's own error: √((E e⁸ − (E e⁴)²)/N)/2 of the standard error
  expect((first?.standardError ?? 0) / (0.5 * Math.sqrt(2 / N))).toBeCloseTo(1, 0);
});

test("units far from a threshold are counted surely, one at the threshold has error ½", () => {
  const exact = [0.2, 0.05, 0.01, 0.0001].map((value) => ({ value, standardError: value / 30 }));
  expect(unitsAbove(exact, 0.001)).toEqual({ value: 3, standardError: 0 });
  const { value, standardError } = unitsAbove(exact, 0.01);
  expect(value).toBe(2);
  expect(standardError).toBeCloseTo(0.5, 6);
});

test("the count falls as the threshold rises, and at 0.01 is the number of active units", () => {
  const means = codes([1, 0.2, 0.02, 0.005, 0], 2);
  const variances = unitVariances(means, 5);
  const counts = [0.001, 0.01, 0.1, 0.5, 2].map((at) => unitsAbove(variances, at).value);
  expect(counts).toEqual([4, 3, 2, 1, 0]);
  expect(counts[1]).toBe(activeUnits(means, 5));
});

test("the standard error near a threshold is that of repeated sets of rows", () => {
  const near = [0.0095, 0.0098, 0.0101, 0.0104, 0.0107];
  const found = Array.from({ length: 200 }, (_, r) =>
    unitsAbove(unitVariances(codes(near, 10 + r), 5), 0.01),
  );
  const spread = Math.sqrt(variance(found.map(({ value }) => value)));
  const stated = found.reduce((sum, { standardError }) => sum + standardError, 0) / found.length;
  // The plugged-in probabilities are less certain than the true ones, by up to a quarter here
  expect(stated / spread).toBeGreaterThan(0.6);
  expect(stated / spread).toBeLessThan(1.2);
});

test("of one-hot codes a unit varies as its most variable class", () => {
  const means = Float32Array.from([1, 0, 0, 1, 0.5, 0.5, 0, 1, 1, 0, 0.5, 0.5]);
  const [first, second] = unitVariances(means, 4, 2);
  expect(first?.value).toBeCloseTo(variance([1, 0.5, 1]) * (2 / 3), 6);
  expect(second?.value).toBeGreaterThan(0);
});
