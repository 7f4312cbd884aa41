import { expect, test } from "vitest";
import { studentQuantile } from "./student-quantile.ts";

// scipy.stats.t.ppf((1 + level) / 2, degrees), SciPy 1.17.1
test.for([
  [0.95, 1, 12.706204736174694],
  [0.95, 2, 4.302652729749462],
  [0.95, 3, 3.1824463052837078],
  [0.95, 4, 2.7764451051977934],
  [0.95, 999, 1.9623414611334493],
  [0.5, 31, 0.6824863060025721],
  [1 - 0.05 / 17, 2, 18.39838950498185],
  [1 - 0.05 / 17, 3, 8.952113904837846],
  [1 - 0.05 / 17, 4, 6.469318136078949],
  [1 - 0.05 / 17, 199, 3.01101773943866],
  [0.999999, 1, 636619.7722780723],
  [0.999999, 30, 6.119075620334066],
] as const)("of %f with %i degrees of freedom SciPy says %f", ([level, degrees, value]) => {
  expect(studentQuantile(level, degrees) / value).toBeCloseTo(1, 9);
});

test("what has no quantile is refused", () => {
  expect(() => studentQuantile(0.95, 0)).toThrow("a whole number ≥ 1, got 0");
  expect(() => studentQuantile(0.95, 2.5)).toThrow("a whole number ≥ 1, got 2.5");
  for (const level of [0, 1, Number.NaN])
    expect(() => studentQuantile(level, 3)).toThrow(`level must be in (0, 1), got ${level}`);
});
