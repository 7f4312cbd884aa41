import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { bernoulliCodes } from "../distributions/bernoulli.ts";
import type { Parameters } from "../networks/parameters.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { lossOf } from "../training/loss.ts";
import { lossAndGradients } from "../training/train-step.ts";
import { parameterisedOf } from "../training/trainable.ts";
import { type Baseline, inputBaseline, runningMean } from "./baseline.ts";
import { baselinedScoreFunction, nvil } from "./baselined-score-function.ts";
import { scoreFunction } from "./score-function.ts";

test("a running mean is the exponentially weighted mean of the measured values", () => {
  tf.tidy(() => {
    const { init, at: baseline, next } = runningMean({ decay: 0.8 });
    const x = tf.zeros([2, 1]);
    let memory: Parameters = init(rng(1));
    expect(numberOf(baseline(memory, x))).toBe(0);
    const measured = [-5, 3, 10];
    for (const [i, value] of measured.entries()) {
      memory = next?.(memory, { reconstruction: tf.scalar(value) }) ?? memory;
      const weights = measured.slice(0, i + 1).map((_, j) => 0.8 ** (i - j));
      const total = weights.reduce((sum, w) => sum + w, 0);
      const mean = weights.reduce((sum, w, j) => sum + (w * at(measured, j)) / total, 0);
      expect(numberOf(baseline(memory, x))).toBeCloseTo(mean, 5);
    }
  });
});

const fixed = (value: number): Baseline => ({
  shapes: {},
  init: () => ({}),
  at: () => tf.scalar(value),
});

/** The variance of the gradient in the logit of a fair bit, for f(b) = 10 + b. */
const varianceWith = (baseline: Baseline): number =>
  tf.tidy(() => {
    const { at } = baselinedScoreFunction({ baselines: [baseline] });
    const estimator = at({}, tf.zeros([10_000, 1]));
    const gradient = tf.grad((l: tf.Tensor) =>
      estimator.expectation((b) => b.sum(-1).add(10), bernoulliCodes(l), rng(1)).sum(),
    )(tf.zeros([10_000, 1]));
    return numberOf(tf.moments(gradient).variance);
  });

test("a baseline near f reduces the noise: for 10 + b with p = ½, 10.5 removes all of it", () => {
  // (f − c)(b − ½) is (10 − c)·(−½) or (11 − c)·½: its variance is ((21 − 2c)/4)²
  for (const c of [0, 10, 10.5]) {
    const exact = ((21 - 2 * c) / 4) ** 2;
    expect(Math.abs(varianceWith(fixed(c)) - exact)).toBeLessThanOrEqual(0.02 * exact + 1e-9);
  }
});

test("a network of x learns f, and its gradient reaches no other parameter", () => {
  const trainable = recipes.nvilVae({ dataSize: 6, hidden: [4], latentSize: 2 });
  const gradientsOf = (shift: number) =>
    tf.tidy(() => {
      const all = parameterisedOf(trainable);
      const parameters = { ...all.init(rng(1)) };
      const bias = parameters["baseline.output.bias"] ?? tf.zeros([1]);
      const shifted = { ...parameters, "baseline.output.bias": bias.add(shift) };
      const { gradients } = lossAndGradients(
        lossOf(trainable),
        shifted,
        { x: rng(2).uniform([30, 6]) },
        rng(3),
        Object.keys(all.shapes).filter((name) => !all.nonTrainable?.includes(name)),
      );
      return Object.fromEntries(
        Object.entries(gradients).map(([name, gradient]) => [name, numbersOf(gradient)]),
      );
    });
  const [here, there] = [gradientsOf(0), gradientsOf(2)];
  // The squared error's slope in the bias is 2 more where the bias is
  const slope = "baseline.output.bias";
  expect(at(there[slope] ?? [], 0) - at(here[slope] ?? [], 0)).toBeCloseTo(2, 4);
  for (const name of Object.keys(here))
    if (name.startsWith("decoder")) expect(there[name]).toEqual(here[name]);
  // The encoder's signal is another, by the baseline
  expect(there["encoder.logits.bias"]).not.toEqual(here["encoder.logits.bias"]);
});

test("before it has learned, NVIL equals the score function", () => {
  tf.tidy(() => {
    const { init, at } = baselinedScoreFunction({ baselines: [runningMean()] });
    const estimator = at(init(rng(1)), tf.zeros([4, 1]));
    const gradient = (by: Pick<typeof estimator, "expectation">) =>
      numbersOf(
        tf.grad((l: tf.Tensor) =>
          by.expectation((b) => b.square().sum(-1), bernoulliCodes(l), rng(2)).sum(),
        )(tf.zeros([4, 2])),
      );
    expect(gradient(estimator)).toEqual(gradient(scoreFunction()));
  });
});

test("invalid baselines are refused", () => {
  expect(() => runningMean({ decay: 1 })).toThrow("decay must be in [0, 1), got 1");
  expect(() => inputBaseline({ dataSize: 0 })).toThrow(
    "dataSize must be a whole number ≥ 1, got 0",
  );
  expect(() => baselinedScoreFunction({ baselines: [] })).toThrow(
    "the number of baselines must be a whole number ≥ 1, got 0",
  );
  expect(() => nvil({ dataSize: 3, samples: 0 })).toThrow("samples must be a whole number ≥ 1");
});
