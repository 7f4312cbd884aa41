import { bernoulliOnset } from "@vae-lab/core/exact";
import { expect, test } from "vitest";
import { loadDataset } from "../datasets/load-dataset.ts";
import { dataSpectrum } from "./data-spectrum.ts";
import { exampleSize, examples } from "./test-examples.ts";

test("the spectrum is numpy's, and the constant value is left out for Bernoulli logits", () => {
  const { size, dataSize, eigenvalues, bernoulliEigenvalues } = dataSpectrum(examples, exampleSize);
  expect([size, dataSize]).toEqual([40, 5]);
  // numpy.linalg.eigvalsh(numpy.cov(x.T, bias=True))[::-1]
  const covariance = [0.125457026, 0.113483165, 0.0929945842, 0.0820589693, 0];
  for (const [i, value] of covariance.entries()) expect(eigenvalues[i]).toBeCloseTo(value, 9);
  // p = x.mean(0)[k]; H = diag((p*(1-p))**-.5); eigvalsh(H @ C[ix_(k, k)] @ H)[::-1]
  const standardised = [0.55391739, 0.45755537, 0.38624898, 0.32922081];
  expect(bernoulliEigenvalues).toHaveLength(4);
  for (const [i, value] of standardised.entries())
    expect(bernoulliEigenvalues?.[i]).toBeCloseTo(value, 8);
});

test("data outside [0, 1] have no Bernoulli spectrum", () => {
  const scaled = Float32Array.from(examples, (x) => 2 * x);
  expect(dataSpectrum(scaled, exampleSize)).not.toHaveProperty("bernoulliEigenvalues");
});

test("examples of too many values are refused", () => {
  expect(() => dataSpectrum(new Float32Array(3000), 3000)).toThrow(
    "cannot compute the spectrum: an example must have at most 2048 values (got 3000); use smaller images",
  );
});

test("MNIST at 14×14: power iteration finds the same onset as the eigen-solver", async () => {
  const { train } = await loadDataset({ name: "mnist-14", trainSize: 5000 });
  const { bernoulliEigenvalues = [] } = dataSpectrum(train.values, 196);
  const onset = bernoulliOnset(train.values, 196);
  expect(Math.abs((bernoulliEigenvalues[0] ?? 0) / onset - 1)).toBeLessThan(1e-9);
});

test("MNIST's spectrum agrees with an independent computation", { timeout: 120_000 }, async () => {
  const { train } = await loadDataset({ name: "mnist", testSize: 1 });
  const { eigenvalues } = dataSpectrum(train.values, 784);
  // numpy: x = train/255 in float64; numpy.linalg.eigvalsh of the covariance divided by N
  const largest = [5.116788, 3.741328, 3.252654, 2.841573, 2.567075, 2.273625];
  largest.forEach((value, i) => {
    expect(Math.abs((eigenvalues[i] ?? 0) - value)).toBeLessThan(1e-6);
  });
  expect(Math.abs(eigenvalues.reduce((sum, x) => sum + x, 0) - 52.725035)).toBeLessThan(2e-6);
});
