import { expect, test } from "vitest";
import { TrialConfig } from "../config/trial-config.ts";
import { metricInfoOf } from "../metrics/metrics.ts";
import { theoryMetricsOf } from "./theory-metrics.ts";
import { predictTrial } from "./trial-prediction.ts";

const spectrum = {
  ...{ size: 100, dataSize: 5, eigenvalues: [4, 2, 1, 0.5, 0.25] },
  bernoulliEigenvalues: [9, 3, 1, 0.5, 0.4],
};

const metricsOf = (likelihood: object, objective: object = {}) => {
  const prediction = predictTrial(
    TrialConfig.parse({
      dataset: { name: "bars" },
      model: { kind: "vae", latent: 5, likelihood },
      objective,
      estimator: { kind: "pathwise" },
    }),
    spectrum,
  );
  if (prediction === undefined) throw new Error("the theory covers the trial");
  return theoryMetricsOf(prediction);
};

test("the prediction of a Gaussian likelihood is the closed form of reverse water-filling", () => {
  const found = metricsOf({ kind: "gaussian", variance: 0.3 });
  // λ = 4, 2, 1, ½, ¼ at σ² = 0.3: four active units, rate Σ ½ ln(λ/τ), squared error 4·0.3 + ¼
  expect(found["theory/tau"]).toBe(0.3);
  expect(found["theory/active_units"]).toBe(4);
  expect(found["theory/rate"]).toBeCloseTo(3.101093, 6);
  expect(found["theory/squared_error"]).toBeCloseTo(1.45, 12);
  expect(found["theory/log_likelihood"]).toBeCloseTo(-7.10252, 6);
  // At beta = 1 the optimum's ELBO is its log-likelihood
  expect(found["theory/elbo"]).toBeCloseTo(-7.10252, 6);
  expect(found["theory/unit_rate/00"]).toBeCloseTo(Math.log(4 / 0.3) / 2, 12);
  expect(found["theory/mode_gain/03"]).toBeCloseTo(1 - 0.3 / 0.5, 12);
  expect(found["theory/mode_gain/04"]).toBe(0);
  expect(found["theory/onset_beta"]).toBeCloseTo(4 / 0.3, 12);
});

test("the onset of each unit under Jeffreys' divergence is at half its eigenvalue", () => {
  const found = metricsOf({ kind: "gaussian", variance: 1 }, { regulariser: "jeffreys" });
  expect([0, 1, 2, 3, 4].map((k) => found[`theory/onset_tau/0${k}`])).toEqual([
    2, 1, 0.5, 0.25, 0.125,
  ]);
});

test("of Bernoulli logits only the stability of the collapsed state is predicted", () => {
  const found = metricsOf({ kind: "bernoulli" }, { beta: 2 });
  expect(found).toMatchObject({
    ...{ "theory/tau": 2, "theory/onset_beta": 9, "theory/unstable_directions": 2 },
    "theory/onset_tau/04": 0.4,
  });
  expect(found).not.toHaveProperty("theory/active_units");
});

test("every predicted metric is in the registry", () => {
  const found = metricsOf({ kind: "gaussian", variance: 0.3 });
  for (const key of Object.keys(found)) expect(metricInfoOf(key), key).toBeDefined();
});

test("an onset that is at no finite beta is left out", () => {
  const found = metricsOf({ kind: "bernoulli" }, { regulariser: "total-variation-per-unit-sum" });
  expect(Object.values(found).every(Number.isFinite)).toBe(true);
});
