import { bernoulliOnset } from "@vae-lab/core/exact";
import { expect, test } from "vitest";
import { dataSpectrum } from "../theory/data-spectrum.ts";
import { exampleSize, examples } from "../theory/test-examples.ts";
import { leadingComponent, quantileMeans } from "./leading-component.ts";

test("its variance is the largest eigenvalue, for Bernoulli logits that of core's power iteration", () => {
  const gaussian = leadingComponent(examples, exampleSize, "gaussian");
  const bernoulli = leadingComponent(examples, exampleSize, "bernoulli");
  expect(gaussian.variance).toBeCloseTo(
    dataSpectrum(examples, exampleSize).eigenvalues[0] ?? 0,
    12,
  );
  expect(bernoulli.variance).toBeCloseTo(bernoulliOnset(examples, exampleSize), 9);
  for (const { values } of [gaussian, bernoulli]) {
    expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 9);
    expect(values.reduce((sum, x) => sum + x ** 2, 0) / values.length).toBeCloseTo(1, 9);
  }
});

test("of one column the values are its own, and the fourth powers are 1 for a Bernoulli likelihood alone", () => {
  const column = [0, 0, 0, 1];
  // (x − ¼)/√(3/16): three of −1/√3 and one of √3, with κ = (3/9 + 9)/4
  for (const likelihood of ["bernoulli", "gaussian"] as const) {
    const { values, kurtosis } = leadingComponent(column, 1, likelihood);
    expect(kurtosis).toBeCloseTo(7 / 3, 12);
    expect(Math.max(...values.map(Math.abs))).toBeCloseTo(Math.sqrt(3), 12);
  }
  expect(leadingComponent(column, 1, "bernoulli").fourthPowers).toBeCloseTo(1, 12);
  expect(leadingComponent(column, 1, "gaussian").fourthPowers).toBe(0);
});

test("means of equal parts keep mean and variance", () => {
  const means = quantileMeans(Float64Array.from([-3, -1, 1, 3]), 2);
  expect(means[0]).toBeCloseTo(-1, 12);
  expect(means[1]).toBeCloseTo(1, 12);
});
