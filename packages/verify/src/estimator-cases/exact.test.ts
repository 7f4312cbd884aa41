import { describe, expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { type BernoulliCase, bernoulliCase, bernoulliCases, sigmoid } from "./bernoulli-cases.ts";
import { bernoulliRows } from "./bernoulli-rows.ts";
import type { ExactMoments } from "./estimator-case.ts";
import { underMaxwell, underNormal, underUniform, underWeibull } from "./expectation.ts";
import { exponential, linear, quadratic } from "./integrand.ts";
import { normalCase } from "./normal-cases.ts";
import { normalRows } from "./normal-rows.ts";
import {
  concreteMoments,
  rebarMoments,
  straightThroughConcreteMoments,
} from "./relaxed-moments.ts";

/** The exact moments in mean and standard deviation: d/dσ = 2/σ · d/d log σ². */
const exactOf = (name: string, k: number, sigma = 1) => {
  const row = normalRows.find((each) => each.name === name);
  const found = row?.exact(normalCase(quadratic(k), 1, sigma));
  const [mu, l] = [found?.mean?.[0], found?.logVariance?.[0]] as [ExactMoments, ExactMoments];
  return {
    means: [mu.mean, (2 / sigma) * l.mean],
    variances: [mu.variance ?? Number.NaN, (2 / sigma) ** 2 * (l.variance ?? Number.NaN)],
  };
};

/** f = (z − k)², z ~ N(μ, σ²), δ = μ − k (Mohamed et al. 2020 for the first two). */
const closedForms: Record<string, (d: number, s: number) => [number, number]> = {
  "score function, S = 1": (d, s) => [
    d ** 4 / s ** 2 + 14 * d ** 2 + 15 * s ** 2,
    (2 * d ** 4) / s ** 2 + 60 * d ** 2 + 74 * s ** 2,
  ],
  "pathwise, S = 1": (d, s) => [4 * s ** 2, 4 * d ** 2 + 8 * s ** 2],
  "leave-one-out, S = 2": (d, s) => [8 * d ** 2 + 6 * s ** 2, 24 * d ** 2 + 32 * s ** 2],
  // 4δW/√2π with Var W = 2 − π/2, and 2δM(1 − U) + σM²(1 − U²)
  "measure-valued, S = 1": (d, s) => [(16 / Math.PI - 4) * d ** 2, 4 * d ** 2 + 4 * s ** 2],
};

describe.each(Object.entries(closedForms))("%s, on a quadratic", (name, form) => {
  test.each([
    [0, 1],
    [-3, 1],
    [0.5, 0.6],
  ])("has its closed form at k = %d, σ = %d", (k, sigma) => {
    const { means, variances } = exactOf(name, k, sigma);
    expect(means).toBeNear([2 * (1 - k), 2 * sigma], 1e-10);
    expect(variances).toBeNear(form(1 - k, sigma), 1e-10);
  });
});

test("the published variances at μ = σ = 1 are 30, 136, 4, 12, 14 and 495, 1546, 4, 72, 134", () => {
  const of = (name: string) => [...exactOf(name, 0).variances, ...exactOf(name, -3).variances];
  expect(of("score function, S = 1")).toBeNear([30, 136, 495, 1546], 1e-10);
  expect(of("pathwise, S = 1")).toBeNear([4, 12, 4, 72], 1e-10);
  const [first, , second] = of("leave-one-out, S = 2");
  // Two draws with leave-one-out have the variance of one draw with the best constant baseline
  expect([first, second]).toBeNear([14, 134], 1e-10);
});

test("the quadratures have the moments of their distributions", () => {
  expect(underNormal((e) => e ** 4)).toBeCloseTo(3, 12);
  expect(underMaxwell((m) => m ** 2)).toBeCloseTo(3, 12);
  expect(underWeibull((w) => w)).toBeCloseTo(Math.sqrt(Math.PI / 2), 12);
  expect(underUniform((u) => u ** 3)).toBeCloseTo(1 / 4, 12);
});

const logit = (p: number) => Math.log(p / (1 - p));

describe.each([0.1, 0.5, 0.8])("for a Bernoulli unit with p = %d", (theta) => {
  const t = 0.3;
  const testCase = bernoulliCase(quadratic(t), [logit(theta)]);
  const spread = theta * (1 - theta);
  const of = (name: string) =>
    bernoulliRows.find((row) => row.name === name)?.exact(testCase).logits?.[0] ?? {
      mean: Number.NaN,
    };

  test("the gradient of E(b − t)² in p is 1 − 2t", () => {
    expect(at(testCase.gradient.logits ?? [], 0) / spread).toBeCloseTo(1 - 2 * t, 12);
  });

  test("the measure-valued estimate equals the gradient and has variance 0", () => {
    expect(of("measure-valued, S = 1").mean / spread).toBeCloseTo(1 - 2 * t, 12);
    expect(of("measure-valued, S = 1").variance).toBeCloseTo(0, 12);
  });

  test("the straight-through estimate is 2(p − t), biased unless p = ½", () => {
    const bias = of("straight-through, S = 1").mean / spread - (1 - 2 * t);
    expect(bias).toBeCloseTo(2 * theta - 1, 12);
  });

  test("the bias of the Concrete estimate vanishes with the temperature", () => {
    const bias = (temperature: number) =>
      Math.abs(concreteMoments(testCase, temperature).mean / spread - (1 - 2 * t));
    // The bias is O(temperature): halving the temperature at least halves it
    for (const temperature of [0.2, 0.1, 0.05])
      expect(bias(temperature / 2)).toBeLessThan(0.55 * bias(temperature));
    expect(bias(1)).toBeGreaterThan(0.05);
  });

  test("at low temperature the straight-through Concrete estimate is the mean of the slopes at 0 and 1, exact for quadratics", () => {
    const slope = (of: BernoulliCase, temperature: number) =>
      straightThroughConcreteMoments(of, temperature).mean / spread;
    // Richardson extrapolation removes the term of first order in the temperature
    const limit = (of: BernoulliCase) => 2 * slope(of, 0.02) - slope(of, 0.04);
    expect(limit(testCase)).toBeCloseTo(1 - 2 * t, 2);
    const ofExp = limit(bernoulliCase(exponential(1), [logit(theta)]));
    expect(ofExp).toBeCloseTo((1 + Math.E) / 2, 2);
    expect(ofExp - (Math.E - 1)).toBeGreaterThan(0.1);
  });

  test("REBAR is unbiased at every temperature and scale, and equals the score function at η = 0", () => {
    for (const temperature of [0.1, 0.5, 2])
      for (const scale of [0.5, 1])
        expect(rebarMoments(testCase, { temperature, scale }).mean / spread).toBeCloseTo(
          1 - 2 * t,
          9,
        );
    const { variance } = rebarMoments(testCase, { temperature: 0.5, scale: 0 });
    expect(variance).toBeCloseTo(of("score function, S = 1").variance ?? Number.NaN, 10);
  });
});

test("REBAR at its best scale has less variance than the score function for curved f", () => {
  const curved = bernoulliCases.filter(
    ({ logits, integrand }) =>
      logits.length === 1 && !["constant", "linear"].includes(integrand.kind),
  );
  expect(curved.length).toBeGreaterThan(3);
  for (const testCase of curved) {
    const of = (scale: number) => rebarMoments(testCase, { temperature: 1, scale }).variance;
    expect(Math.min(...[0.25, 0.5, 0.75, 1].map(of))).toBeLessThan(of(0));
  }
});

test("REBAR at a poor scale has more variance than the score function", () => {
  const testCase = bernoulliCase(linear, [logit(0.3)]);
  const of = (scale: number) => rebarMoments(testCase, { temperature: 0.5, scale }).variance;
  expect(of(1)).toBeGreaterThan(4 * of(0));
});

test("the straight-through gradient of a linear function is exact", () => {
  const testCase = bernoulliCase(linear, [0.3, -1], [2, -1], 0.5);
  const row = bernoulliRows.find(({ name }) => name === "straight-through, S = 1");
  const found = row?.exact(testCase).logits ?? [];
  [0.3, -1].forEach((l, k) => {
    expect(at(found, k).mean).toBeCloseTo(at(testCase.gradient.logits ?? [], k), 12);
    expect(at(found, k).mean).toBeCloseTo(at([4, -2], k) * sigmoid(l) * sigmoid(-l), 12);
  });
});
