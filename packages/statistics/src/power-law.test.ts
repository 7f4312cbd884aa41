import { expect, test } from "vitest";
import { normals } from "../test/normals.ts";
import { fitPowerLaw } from "./power-law.ts";

const sizes = [32, 64, 128, 256, 512, 1024, 2048];

test("an exact power law is recovered with a standard error of 0", () => {
  const fit = fitPowerLaw(sizes.map((x) => ({ x, y: 3 * x ** 1.5 })));
  expect(fit.exponent).toBeCloseTo(1.5, 12);
  expect(fit.constant).toBeCloseTo(3, 10);
  expect(fit.standardError).toBeCloseTo(0, 10);
});

test("the standard error is the deviation of the exponent over repeated noise", () => {
  const repeats = 400;
  const draw = normals(3);
  const fits = Array.from({ length: repeats }, () =>
    fitPowerLaw(sizes.map((x) => ({ x, y: x * Math.exp(0.2 * draw()) }))),
  );
  const rootMean = (values: number[]) => Math.sqrt(values.reduce((s, v) => s + v * v, 0) / repeats);
  const actual = rootMean(fits.map(({ exponent }) => exponent - 1));
  const claimed = rootMean(fits.map(({ standardError = Number.NaN }) => standardError));
  expect(claimed / actual).toBeGreaterThan(0.85); // 1 ± 4 standard errors of a deviation, 1/√800
  expect(claimed / actual).toBeLessThan(1.15);
});

test("a change of units changes the constant alone", () => {
  const points = sizes.map((x) => ({ x, y: x + 40 }));
  const [one, other] = [
    fitPowerLaw(points),
    fitPowerLaw(points.map(({ x, y }) => ({ x, y: 1000 * y }))),
  ];
  expect(other.exponent).toBeCloseTo(one.exponent, 12);
  expect(other.constant / one.constant).toBeCloseTo(1000, 8);
});

test("two points have no standard error; a single x, or a zero, has no exponent", () => {
  expect(
    fitPowerLaw([
      { x: 1, y: 1 },
      { x: 2, y: 8 },
    ]),
  ).not.toHaveProperty("standardError");
  expect(() => fitPowerLaw([{ x: 1, y: 1 }])).toThrow("two different x");
  expect(() => fitPowerLaw([{ x: 1, y: 0 }])).toThrow("must be > 0, got 1 and 0");
});
