import { expect, test } from "vitest";
import { rng } from "../random/rng.ts";
import { meanOf } from "./estimate.ts";
import { paretoK } from "./pareto-k.ts";

test.each([0.2, 0.5, 0.9])("weights with a Pareto tail of index %d are found to have it", (k) => {
  const found = Array.from({ length: 20 }, (_, i) => {
    const uniforms = rng(1)
      .fold(k * 10, i)
      .uniforms(5000);
    return paretoK(Array.from(uniforms, (u) => -k * Math.log1p(-u)));
  });
  // Of 213 weights each, (1 + k)/√213 is the error of one k̂; the prior pulls it to ½ by a twentieth
  const pulled = k + (10 / 223) * (0.5 - k);
  expect(Math.abs(meanOf(found) - pulled)).toBeLessThan((4 * (1 + k)) / Math.sqrt(213 * 20));
});

test("k̂ does not change with the scale of the weights, and a bounded tail has a negative one", () => {
  const uniforms = rng(2).uniforms(2000);
  const bounded = Array.from(uniforms, (u) => Math.log(u + 0.5));
  expect(paretoK(bounded)).toBeLessThan(-0.3);
  expect(paretoK(bounded.map((l) => l - 3000))).toBeCloseTo(paretoK(bounded), 6);
});

test("equal weights have no tail, and too few tell none", () => {
  expect(paretoK(new Float64Array(100))).toBe(-Infinity);
  expect(() => paretoK([0, 1])).toThrow("the number of weights must be a whole number ≥ 25, got 2");
});
