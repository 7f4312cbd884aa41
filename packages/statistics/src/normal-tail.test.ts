import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";
import { normalCdf, twoSidedNormalTail } from "./normal-tail.ts";

/** Rounding x / √2 changes the tail beyond it by x² ulps. */
const tolerance = (x: number) => (2 + x * x) * Number.EPSILON;

// mpmath.ncdf(x) at 30 digits
test.each([
  [-8, 6.220960574271784e-16],
  [-3, 0.0013498980316300946],
  [-1, 0.15865525393145705],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [5, 0.9999997133484281],
  [30, 1],
])("the probability of a normal number ≤ %d is %d", (x, p) => {
  expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(tolerance(x));
});

// 2 · mpmath.ncdf(−z) at 30 digits
test.each([
  [1.959963984540054, 0.050000000000000024],
  [5, 5.733031437583878e-7],
  [30, 9.813427854296374e-198],
])("the probability of a normal number beyond ±%d is %d", (z, p) => {
  expect(Math.abs(twoSidedNormalTail(z) / p - 1)).toBeLessThan(tolerance(z));
});

test("the distribution function inverts the quantile", () => {
  for (const p of [1e-200, 1e-9, 0.03, 0.5, 0.7, 0.999])
    expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
});
