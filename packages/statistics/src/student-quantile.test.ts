import { expect, test } from "vitest";
import { studentQuantile } from "./student-quantile.ts";

// scipy.stats.t.ppf(p, degrees), SciPy 1.17.1
test.for([
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.975, 3, 3.1824463052837078],
  [0.975, 4, 2.7764451051977934],
  [0.975, 999, 1.9623414611334493],
  [0.75, 31, 0.6824863060025721],
  [0.25, 31, -0.6824863060025721],
  [1 - 0.025 / 17, 2, 18.39838950498185],
  [1 - 0.025 / 17, 3, 8.952113904837846],
  [1 - 0.025 / 17, 4, 6.469318136078949],
  [1 - 0.025 / 17, 199, 3.01101773943866],
  [0.9999995, 1, 636619.7722780723],
  [0.9999995, 30, 6.119075620334066],
] as const)("the %f-quantile with %i degrees of freedom is %f", ([p, degrees, value]) => {
  expect(studentQuantile(p, degrees) / value).toBeCloseTo(1, 9);
});

test("the median is 0", () => {
  expect(studentQuantile(0.5, 3)).toBe(0);
});

test("arguments without a quantile are refused", () => {
  expect(() => studentQuantile(0.95, 0)).toThrow("a whole number ≥ 1, got 0");
  expect(() => studentQuantile(0.95, 2.5)).toThrow("a whole number ≥ 1, got 2.5");
  for (const p of [0, 1, Number.NaN])
    expect(() => studentQuantile(p, 3)).toThrow(`p must be in (0, 1), got ${p}`);
});
