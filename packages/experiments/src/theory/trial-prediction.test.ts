import { collapseIsStable } from "@vae-lab/core/exact";
import { expect, test } from "vitest";
import { regularisers, TrialConfig } from "../config/trial-config.ts";
import { regulariserTheory } from "./regulariser-theory.ts";
import { predictTrial } from "./trial-prediction.ts";

const spectrum = {
  ...{ size: 100, dataSize: 4, eigenvalues: [4, 2, 0.5, 0.1] },
  bernoulliEigenvalues: [9, 3, 1, 0.5],
};

const config = (model: object, objective: object) =>
  TrialConfig.parse({
    dataset: { name: "bars" },
    model: { kind: "vae", latent: 3, ...model },
    objective,
    estimator: { kind: "pathwise" },
  });

test("under a Gaussian likelihood the largest eigenvalue over σ² is the onset in beta", () => {
  const model = { likelihood: { kind: "gaussian", variance: 0.5 } };
  const found = predictTrial(config(model, { beta: 2 }), spectrum);
  expect(found).toMatchObject({ onsetBeta: 8, unstableDirections: 2, onsetTaus: [4, 2, 0.5] });
  expect(found?.linear).toMatchObject({ tau: 1, activeUnits: 2, distortion: 2.6 });
});

test("under Bernoulli logits the onset comes from the standardised covariance, and no rate is claimed", () => {
  const found = predictTrial(config({}, { beta: 2 }), spectrum);
  const onsetTaus = [9, 3, 1];
  expect(found).toEqual({ onsetBeta: 9, unstableDirections: 2, tau: 2, onsetTaus });
  const jeffreys = predictTrial(config({}, { beta: 2, regulariser: "jeffreys" }), spectrum);
  expect(jeffreys).toMatchObject({ onsetBeta: 4.5, unstableDirections: 1 });
  expect(jeffreys?.onsetTaus).toEqual([4.5, 1.5, 0.5]);
});

test("a learned σ² is the mean of the discarded eigenvalues at beta 1", () => {
  const found = predictTrial(config({ likelihood: { kind: "learned-gaussian" } }, {}), spectrum);
  expect(found?.linear?.tau).toBeCloseTo(0.1, 12);
});

test.each([
  ["an autoencoder", { kind: "autoencoder" }, undefined],
  ["a schedule", {}, { schedule: { kind: "linear" } }],
  ["no regulariser", {}, { regulariser: "none", beta: 0 }],
  ["a skip decoder", { decoder: "skip" }, {}],
  ["free bits", {}, { freeBits: { nats: 1 } }],
])("the theory does not cover %s", (_, model, objective) => {
  const parsed =
    objective === undefined
      ? TrialConfig.parse({ dataset: { name: "bars" }, model: { latent: 3, ...model } })
      : config(model, objective);
  expect(predictTrial(parsed, spectrum)).toBeUndefined();
});

const alphas: Partial<Record<(typeof regularisers)[number], number>> = {
  "reverse-renyi": 0.5,
  "forward-renyi": 0.5,
  amari: 0.7,
};

test.each(regularisers.filter((name) => name !== "none"))(
  "%s: a cold start is active iff collapse is unstable by its curvature",
  (regulariser) => {
    const theory = regulariserTheory({ regulariser, alpha: alphas[regulariser] });
    const { curvature = 0, unit } = theory ?? {};
    for (const factor of [0.9, 1.1])
      if (unit)
        expect(unit(4, (factor * 4) / curvature).active).toBe(
          !collapseIsStable({ lambda: 4, tau: (factor * 4) / curvature, curvature }),
        );
    expect(curvature).toBeGreaterThan(0);
  },
);
