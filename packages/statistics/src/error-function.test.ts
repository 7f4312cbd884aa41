import { expect, test } from "vitest";
import { erfc } from "./error-function.ts";

// mpmath.erfc(x), mpmath.erfc(−x) at 30 digits
test.each([
  [0, 1, 1],
  [1e-10, 0.999999999887162, 1.000000000112838],
  [0.1, 0.887537083981715, 1.1124629160182848],
  [0.3, 0.6713732405408726, 1.3286267594591274],
  [0.46875, 0.507386526782062, 1.492613473217938],
  [0.5, 0.4795001221869535, 1.5204998778130465],
  [1, 0.15729920705028513, 1.842700792949715],
  [1.5, 0.033894853524689274, 1.9661051464753108],
  [2.5, 0.0004069520174449589, 1.999593047982555],
  [3.9, 3.4792248597231765e-8, 1.9999999652077514],
  [4, 1.541725790028002e-8, 1.999999984582742],
  [4.1, 6.700027654084918e-9, 1.9999999932999724],
  [6, 2.1519736712498913e-17, 2],
  [10, 2.088487583762545e-45, 2],
  [26, 5.663192408856143e-296, 2],
])("1 − erf(±%d) is %d and %d", (x, right, left) => {
  expect(Math.abs(erfc(x) / right - 1)).toBeLessThan(2e-15);
  expect(Math.abs(erfc(-x) / left - 1)).toBeLessThan(1e-15);
});

test("it is 0 where a double has no smaller number, 0 and 2 at the infinities, and NaN at NaN", () => {
  expect(erfc(40)).toBe(0);
  expect(erfc(Number.POSITIVE_INFINITY)).toBe(0);
  expect(erfc(Number.NEGATIVE_INFINITY)).toBe(2);
  expect(erfc(Number.NaN)).toBeNaN();
});
