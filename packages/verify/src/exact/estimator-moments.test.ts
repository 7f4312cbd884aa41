import { describe, expect, test } from "vitest";
import { fDivergences } from "../properties/f-divergences.ts";
import {
  hasMoment,
  leaveOneOutMoments,
  pathwiseMoments,
  scoreFunctionMoments,
} from "./estimator-moments.ts";

const q = { mean: 1, sd: 1.5 };
const pair = { q };
const named = (name: string) => {
  const found = fDivergences.find((f) => f.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const c = 2 * q.sd ** 2 - 1;
const chiSquared = (q.sd ** 2 * Math.exp(q.mean ** 2 / c)) / Math.sqrt(c);

// d/dμ and d/dσ of the closed forms between N(μ, σ²) and N(0, 1)
test.each([
  ["reverse KL", [q.mean, q.sd - 1 / q.sd]],
  ["forward KL", [q.mean / q.sd ** 2, 1 / q.sd - (1 + q.mean ** 2) / q.sd ** 3]],
  [
    "χ²(p‖q)",
    [
      (chiSquared * 2 * q.mean) / c,
      chiSquared * (2 / q.sd - (2 * q.sd) / c - (4 * q.sd * q.mean ** 2) / c ** 2),
    ],
  ],
])("the mean of a one-draw gradient of the %s equals the closed form", (name, exact) => {
  for (const moments of [scoreFunctionMoments, pathwiseMoments])
    for (const k of [0, 1] as const)
      expect(moments(pair, named(name))[k].mean).toBeCloseTo(exact[k] ?? Number.NaN, 9);
});

describe.each(fDivergences.filter(({ small }) => small === 0))("$name", (f) => {
  test("has the same gradient by the integral of every estimator, also with kinks", () => {
    const score = scoreFunctionMoments(pair, f);
    for (const other of [pathwiseMoments(pair, f), leaveOneOutMoments(4)(pair, f)])
      for (const k of [0, 1] as const) expect(other[k].mean).toBeCloseTo(score[k].mean, 7);
  });
});

test("the pathwise variances of the reverse KL are σ² and 2σ² + μ²", () => {
  const [byMean, bySd] = pathwiseMoments(pair, named("reverse KL"));
  expect(byMean.variance).toBeCloseTo(q.sd ** 2, 9);
  expect(bySd.variance).toBeCloseTo(2 * q.sd ** 2 + q.mean ** 2, 9);
});

test("all powers of the weight have means for a wide q, and only small powers for a narrow one", () => {
  const narrow = { q: { mean: 1, sd: 0.5 } };
  expect([1, 2, 8].map((power) => hasMoment(pair, power))).toEqual([true, true, true]);
  expect([1, 1.3, 1.4, 2].map((power) => hasMoment(narrow, power))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([hasMoment(pair, -1), hasMoment(narrow, -1)]).toEqual([false, true]);
});
