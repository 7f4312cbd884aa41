import {
  adam,
  codes,
  decode,
  elbo,
  elboTerms,
  fit as fitted,
  gaussian,
  pathwise,
  rng,
} from "@vae-lab/core";
import { forwardKlUnit, reverseKlUnit } from "@vae-lab/core/exact";
import { linearVae } from "@vae-lab/core/models";
import { describe, expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import { activeUnits } from "../metrics/collapse.ts";
import { dataSpectrum } from "./data-spectrum.ts";
import { predict } from "./prediction.ts";
import { exampleSize, examples } from "./test-examples.ts";

const backend = await loadBackend();
const { eigenvalues } = dataSpectrum(examples, exampleSize);

test("rate, distortion and log-likelihood are those of the model built from numpy's eigenvectors", () => {
  const prediction = predict({
    ...{ eigenvalues, beta: 1.5, variance: 0.02, latentSize: 2 },
    unit: reverseKlUnit,
  });
  expect(prediction.activeUnits).toBe(2);
  expect(prediction.unitRates).toHaveLength(2);
  // W = U sqrt(λ − βσ²); multivariate normal log-density of the examples under WWᵀ + σ²I
  expect(prediction.logLikelihood).toBeCloseTo(-1.9810185746, 9);
  expect(prediction.rate).toBeCloseTo(1.3806115037, 9);
  expect(prediction.distortion).toBeCloseTo(0.2350535536, 9);
});

test("at equal τ the gains are 1 − τ/λ under reverse KL and 1 − √(τ/λ) under forward KL", () => {
  const setting = { eigenvalues: [4, 1, 0.2], beta: 2, variance: 0.25, latentSize: 3 };
  const reverse = predict({ ...setting, unit: reverseKlUnit });
  const forward = predict({ ...setting, unit: forwardKlUnit });
  expect(reverse.gains).toEqual([0.875, 0.5, 0]);
  [1 - Math.sqrt(0.125), 1 - Math.SQRT1_2, 0].forEach((gain, i) => {
    expect(forward.gains[i]).toBeCloseTo(gain, 12);
  });
  expect(reverse.samplePower).toEqual([3.5, 0.5, 0]);
});

describe("a linear VAE trained on data with the spectrum (2, 1, ¼, ¹⁄₁₆), σ² = ½", () => {
  const lambdas = [2, 1, 0.25, 0.0625];
  const axes = Float32Array.from({ length: 8 * 4 }, (_, i) => {
    const [n, d] = [Math.floor(i / 4), i % 4];
    return d === n >> 1 ? (n % 2 ? 1 : -1) * Math.sqrt(4 * (lambdas[d] ?? 0)) : 0;
  });
  const data = Float32Array.from(
    { length: 16 * axes.length },
    (_, i) => axes[i % axes.length] ?? 0,
  );

  test("reaches the predicted active units, rate, distortion and gains", {
    timeout: 180_000,
  }, async () => {
    const found = dataSpectrum(data, 4).eigenvalues;
    for (const [i, lambda] of lambdas.entries()) expect(found[i]).toBeCloseTo(lambda, 6);
    const [variance, latentSize] = [0.5, 3];
    const predicted = predict({
      ...{ eigenvalues: found, beta: 1, variance, latentSize },
      unit: reverseKlUnit,
    });
    const trained = await fitted(
      {
        model: linearVae({ dataSize: 4, latentSize, likelihood: gaussian({ variance }) }),
        objective: elbo(),
        estimator: pathwise({ samples: 16 }),
        optimizer: adam({ learningRate: 3e-3 }),
      },
      data,
      {
        ...{ epochs: 1500, batchSize: 128, seed: 1 },
        steps: (...args) => chooseSteps(backend, ...args).steps,
      },
    );
    const terms = elboTerms(trained, axes, { rng: rng(1).fold("test"), samples: 2000 });
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
    expect(activeUnits(terms.mean, latentSize)).toBe(predicted.activeUnits);
    expect(Math.abs(mean(terms.rate) / predicted.rate - 1)).toBeLessThan(0.03);
    const squared =
      -2 * variance * (mean(terms.reconstruction) + 2 * Math.log(2 * Math.PI * variance));
    expect(Math.abs(squared / predicted.distortion - 1)).toBeLessThan(0.03);
    const decoded = decode(trained, codes(trained, axes).mean);
    predicted.gains.forEach((gain, d) => {
      const at = (2 * d + 1) * 4 + d;
      expect(Math.abs((decoded[at] ?? 0) / (axes[at] ?? 1) - gain)).toBeLessThan(0.03);
    });
    trained.dispose();
  });
});
