import fc from "fast-check";
import { expect, test } from "vitest";
import { erf, erfc } from "./error-function.ts";
import { imqMmd, rbfMmd } from "./normal-mmd.ts";
import { gaussHermite, integral, meanUnder } from "./quadrature.ts";

// Abramowitz & Stegun 1964, tables 7.1 and 7.3, and mpmath.erfc(x) for x ≥ 3
test.each([
  [0.1, 0.1124629160182849, 0.8875370839817152],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [1, 0.8427007929497149, 0.15729920705028513],
  [2, 0.9953222650189527, 0.004677734981047266],
  [3, 0.9999779095030014, 2.209049699858544e-5],
  [5, 0.9999999999984626, 1.5374597944280347e-12],
])("erf(%d) = %d and 1 − erf = %d", (x, e, c) => {
  expect(Math.abs(erf(x) / e - 1)).toBeLessThan(1e-14);
  expect(erf(-x)).toBe(-erf(x));
  expect(Math.abs(erfc(x) / c - 1)).toBeLessThan(1e-12);
  expect(Math.abs(erfc(-x) - 1 - e)).toBeLessThan(1e-14);
});

test("n Gauss–Hermite nodes integrate polynomials up to degree 2n − 1 exactly", () => {
  for (const n of [1, 2, 5, 12]) {
    const rule = gaussHermite(n);
    expect(rule.nodes).toHaveLength(n);
    // E zᵏ = (k − 1)!! for even k
    let moment = 1;
    for (let k = 0; k < 2 * n; k += 2) {
      expect(Math.abs(meanUnder(rule, (z) => z ** k) / moment - 1)).toBeLessThan(1e-11);
      expect(Math.abs(meanUnder(rule, (z) => z ** (k + 1)))).toBeLessThan(1e-11 * moment * (k + 2));
      moment *= k + 1;
    }
    expect(Math.abs(meanUnder(rule, (z) => z ** (2 * n)) / moment - 1)).toBeGreaterThan(1e-7);
  }
});

test("forty Gauss–Hermite nodes give E eᶻ and E cos z to rounding", () => {
  const rule = gaussHermite(40);
  expect(meanUnder(rule, Math.exp)).toBeCloseTo(Math.exp(0.5), 13);
  expect(meanUnder(rule, Math.cos)).toBeCloseTo(Math.exp(-0.5), 13);
});

test("the adaptive rule integrates kinks, spikes and steps", () => {
  const breaks = [-1, 2];
  expect(integral((x) => Math.abs(x - 0.3), { breaks })).toBeCloseTo((1.3 ** 2 + 1.7 ** 2) / 2, 11);
  expect(integral((x) => 1e-3 / ((x - 0.1) ** 2 + 1e-6), { breaks })).toBeCloseTo(
    Math.atan(1900) + Math.atan(1100),
    11,
  );
  expect(integral((x) => Number(x > 0.7), { breaks })).toBeCloseTo(1.3, 10);
});

const parts = { min: -2, max: 2, noNaN: true };
const distributions = fc.array(
  fc
    .tuple(fc.double(parts), fc.double(parts))
    .map(([m, logVariance]) => ({ mean: m, logVariance })),
  { minLength: 2, maxLength: 2 },
);

test.each([
  ["RBF", rbfMmd(0.7), (r2: number) => Math.exp(-r2 / (2 * 0.49))],
  ["inverse multiquadric", imqMmd(4), (r2: number) => 4 / (4 + r2)],
])("%s MMD² of normals is its double integral", (_, mmd, kernel) => {
  // In one unit x − y is normal: E k by Gauss–Kronrod over its density
  const expected = (d: number, v: number) => {
    const sd = Math.sqrt(v);
    const density = (u: number) =>
      Math.exp(-((u - d) ** 2) / (2 * v)) / (sd * Math.sqrt(2 * Math.PI));
    return integral((u) => kernel(u * u) * density(u), {
      breaks: [-12, -6, -3, -1, 0, 1, 3, 6, 12].map((k) => d + k * sd),
    });
  };
  const [q, p] = [
    { mean: 1, logVariance: -1.4 },
    { mean: 0.2, logVariance: 0.3 },
  ];
  const [v, w] = [Math.exp(-1.4), Math.exp(0.3)];
  const exact = expected(0, 2 * v) + expected(0, 2 * w) - 2 * expected(0.8, v + w);
  expect(Math.abs(mmd([q], [p]) - exact)).toBeLessThan(1e-11);
});

test("MMD² is never negative, symmetric, and zero where the distributions are one", () => {
  fc.assert(
    fc.property(distributions, distributions, (q, p) => {
      for (const mmd of [rbfMmd(1.3), imqMmd(2)]) {
        expect(mmd(q, p)).toBeGreaterThanOrEqual(-1e-14);
        expect(mmd(q, p)).toBeCloseTo(mmd(p, q), 12);
        expect(Math.abs(mmd(q, q))).toBeLessThan(1e-14);
      }
    }),
    { seed: 1, numRuns: 30 },
  );
});
