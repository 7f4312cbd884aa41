import { expect, test } from "vitest";
import {
  bestIndependent,
  boundOf,
  gapOf,
  logLikelihoodOf,
  twoBinaryUnits,
  twoNormalUnits,
} from "./two-units.ts";

const model = { leak: 0.05, seen: 0.6 };

test("two normal units: the likelihood is largest at w² = 3/2, the mean-field ELBO at √3/2", () => {
  const { byLikelihood, byBound, gapAtLikelihood } = twoNormalUnits();
  expect(byLikelihood.parameter).toBeCloseTo(1.5, 6);
  expect(byBound.parameter).toBeCloseTo(Math.sqrt(3) / 2, 6);
  // log 2.5 − ½ log 4
  expect(gapAtLikelihood).toBeCloseTo(Math.log(1.25), 6);
});

test("two causes of one effect: the likelihood reproduces its frequency, the ELBO underestimates the causes", () => {
  const { byLikelihood, byBound } = twoBinaryUnits(model);
  const seen = (strength: number) => 1 - (1 - model.leak) * (1 - strength / 2) ** 2;
  expect(seen(byLikelihood.parameter)).toBeCloseTo(model.seen, 6);
  expect(seen(byBound.parameter)).toBeLessThan(model.seen - 0.02);
  expect(byBound.value).toBeLessThan(byLikelihood.value);
});

test.each([0.2, 0.7, 0.95])(
  "at strength %d the ELBO and KL(q‖p(z|x)) add to log p(x), whatever q",
  (strength) => {
    for (const x of [0, 1] as const) {
      const evidence = logLikelihoodOf(strength, { ...model, seen: x });
      const best = bestIndependent(strength, model, x);
      expect(boundOf(best.point, strength, model, x) + best.value).toBeCloseTo(evidence, 12);
      for (const logits of [
        [0, 0],
        [1.5, -0.5],
      ])
        expect(boundOf(logits, strength, model, x)).toBeLessThan(evidence - best.value);
    }
  },
);

test("without causes there is no explaining away, and the gap is 0 although the ELBO is low", () => {
  expect(gapOf(1e-9, model)).toBeLessThan(1e-9);
  // An absent effect leaves its causes independent
  expect(bestIndependent(0.7, model, 0).value).toBeCloseTo(0, 10);
  expect(bestIndependent(0.7, model, 1).value).toBeGreaterThan(0.1);
});
