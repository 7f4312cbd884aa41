import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverageOf } from "./coverage.ts";
import { diagonalNormal, independentBits } from "./family.ts";
import { evaluate, fitFrom, fits } from "./fit.ts";
import { entropyOf, negativeLogLikelihood } from "./likelihood.ts";
import { alphaDivergence, forwardKl, jensenShannon, reverseKl } from "./model-divergence.ts";
import { covering, seeking, transition } from "./modes-by-separation.ts";
import { symmetryOfBits } from "./symmetry.ts";
import { logNormal, onBits, onLine, twoModes } from "./target.ts";

const family = diagonalNormal(1);
const sd = (point: readonly number[]) => Math.exp(point[1] ?? Number.NaN);

// Oracle: forward KL by moments, reverse KL found by another program
test.each([
  [3, 0, 3.162278, 0.461995],
  [2, 0, 2.236068, 0.171999],
])("forward KL fits two modes at ±%d by mean %d and sd %d, KL %d", (a, mean, s, kl) => {
  const { point, value } = covering(forwardKl, a);
  expect(point[0]).toBeCloseTo(mean, 8);
  expect(sd(point)).toBeCloseTo(s, 6);
  expect(value).toBeCloseTo(kl, 6);
});

test("reverse KL seeks a mode at ±3 and covers both at ±2, where there is no minimum near a mode", () => {
  const at = seeking(reverseKl, 3);
  expect(at?.point[0]).toBeCloseTo(2.984306, 6);
  expect(sd(at?.point ?? [])).toBeCloseTo(1.023369, 6);
  expect(at?.value).toBeCloseTo(0.688769, 6);
  expect(seeking(reverseKl, 2)).toBeUndefined();
  expect(sd(covering(reverseKl, 2).point)).toBeCloseTo(2.04701, 6);
  expect(covering(reverseKl, 2).value).toBeCloseTo(0.226508, 6);
});

test("the covering point at ±3 is also a minimum of reverse KL, but not the best", () => {
  const { point, value, hessian } = covering(reverseKl, 3);
  expect(sd(point)).toBeCloseTo(2.743769, 6);
  expect(value).toBeCloseTo(0.840621, 6);
  expect(hessian[0]?.[0]).toBeCloseTo(0.1328, 4);
  expect(hessian[1]?.[1]).toBeGreaterThan(0);
});

test("reverse KL has both minima from ±2.412 on, and the best one changes at ±2.800", () => {
  const { seekingFrom, switchAt, coveringCurvature } = transition(reverseKl, 6);
  expect(seekingFrom).toBeCloseTo(2.41223, 4);
  expect(switchAt).toBeCloseTo(2.80008, 4);
  expect(coveringCurvature).toBeGreaterThan(0);
  // The two are worth the same there, and only there
  const difference = (a: number) =>
    (seeking(reverseKl, a)?.value ?? Number.NaN) - covering(reverseKl, a).value;
  expect(difference(2.75)).toBeGreaterThan(0);
  expect(Math.abs(difference(switchAt ?? 0))).toBeLessThan(1e-5);
  expect(difference(2.85)).toBeLessThan(0);
});

test("forward KL never has a minimum near a mode", () => {
  expect(seeking(forwardKl, 6)).toBeUndefined();
});

// One mode of two holds 2^−α of ∫ p^α q^(1−α)
test.each([0.1, 0.25, 0.5])("far apart one mode costs (1 − 2^−α)/α(1 − α), α = %d", (alpha) => {
  const exact = (1 - 2 ** -alpha) / (alpha * (1 - alpha));
  expect(seeking(alphaDivergence(alpha), 8)?.value).toBeCloseTo(exact, 9);
});

test("far apart one mode of two costs ¾ log 4/3 by JS", () => {
  expect(seeking(jensenShannon, 8)?.value).toBeCloseTo(0.75 * Math.log(4 / 3), 9);
});

const all = [reverseKl, alphaDivergence(0.3), alphaDivergence(0.5), jensenShannon, forwardKl];

describe.each(all)("$name", (divergence) => {
  const target = onLine((x) => logNormal(x, 0.4, 1.3), { reach: 16 });

  test("is 0 at the data's distribution, positive elsewhere, and has the gradient of finite differences", () => {
    expect(evaluate(target, family, divergence, [0.4, Math.log(1.3)]).value).toBeCloseTo(0, 12);
    const numbers = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(numbers, numbers, (mean, logSd) => {
        const at = [mean, logSd];
        const { value, gradient } = evaluate(target, family, divergence, at);
        expect(value).toBeGreaterThan(-1e-12);
        for (const k of [0, 1]) {
          const moved = (step: number) =>
            evaluate(
              target,
              family,
              divergence,
              at.map((v, i) => (i === k ? v + step : v)),
            ).value;
          expect(gradient[k]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 7);
        }
      }),
      { seed: 1, numRuns: 10 },
    );
  });

  test("finds the parameters of a normal distribution from other starts", () => {
    const { point } = fitFrom({ target, family, divergence }, [-0.2, 0.6]);
    expect(point[0]).toBeCloseTo(0.4, 7);
    expect(sd(point)).toBeCloseTo(1.3, 7);
  });
});

test("an α outside [0, 1] is refused", () => {
  expect(() => alphaDivergence(1.5)).toThrow("alpha must be in [0, 1], got 1.5");
});

test("the data's own distribution has a coverage of 95 % and a spurious mass of 5 %", () => {
  const target = twoModes(0);
  const { coverage, spurious } = coverageOf(target, family, [0, 0]);
  expect(coverage).toBeCloseTo(0.95, 1);
  expect(coverage + spurious).toBeCloseTo(1, 10);
});

test("a model of one mode covers half of the data, and one normal for both fills the middle", () => {
  const target = twoModes(6);
  const one = coverageOf(target, family, [6, 0]);
  expect(one.coverage).toBeGreaterThan(0.46);
  expect(one.coverage).toBeLessThan(0.5);
  expect(one.spurious).toBeLessThan(0.06);
  const both = coverageOf(target, family, [0, Math.log(Math.hypot(1, 6))]);
  expect(both.coverage).toBeGreaterThan(0.99);
  expect(both.spurious).toBeGreaterThan(0.4);
});

test("maximum likelihood is forward KL: −log-likelihood = H(data) + KL(data‖model), for any distribution of bits", () => {
  const logs = fc.array(fc.double({ min: -4, max: 0, noNaN: true }), {
    minLength: 8,
    maxLength: 8,
  });
  const logits = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(logs, logits, (masses, at) => {
      const target = onBits(3, ([a = 0, b = 0, c = 0]) => masses[a + 2 * b + 4 * c] ?? 0);
      const { value } = evaluate(target, independentBits, forwardKl, at);
      const nll = negativeLogLikelihood(target, independentBits, at);
      expect(nll).toBeCloseTo(entropyOf(target) + value, 12);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test("maximum likelihood of independent bits gives the frequencies of the data", () => {
  const target = onBits(2, ([a = 0, b = 0]) => Math.log([0.4, 0.3, 0.1, 0.2][a + 2 * b] ?? 0));
  const [best] = fits({ target, family: independentBits, divergence: forwardKl }, [[0.1, 0.2]]);
  expect(best?.point.map((l) => 1 / (1 + Math.exp(-l)))).toEqual([
    expect.closeTo(0.5, 9),
    expect.closeTo(0.3, 9),
  ]);
});

test("fair bits are a minimum of reverse KL up to a coupling of 1, the threshold of mean-field theory", () => {
  expect(symmetryOfBits(reverseKl).lostAt).toBeCloseTo(1, 5);
  expect(symmetryOfBits(alphaDivergence(0.25)).lostAt).toBeCloseTo(2 * Math.LN2, 5);
  expect(symmetryOfBits(alphaDivergence(0.5)).lostAt).toBeUndefined();
});
