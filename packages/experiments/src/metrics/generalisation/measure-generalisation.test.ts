import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { linearGaussian } from "@vae-lab/core/evaluation";
import { afterAll, expect, test } from "vitest";
import { linearOptimum, normalRows } from "../../../test/linear-optimum.ts";
import { measuredOf } from "../../../test/measured.ts";
import { loadBackend } from "../../backend/native.ts";
import { fullMetrics } from "../full-metrics.ts";
import { gap } from "./measure-generalisation.ts";

await loadBackend();
const variances = [4, 2, 1, 0.5];
const trained = linearOptimum(variances, { latentSize: 2, variance: 0.75 });
afterAll(() => trained.dispose());
const shape = { kind: "vector", length: 4 } as const;
const rows = (count: number, seed: number, scale = 1) =>
  normalRows(variances, count, rng(seed)).map((x) => scale * x);

test("rows of the same distribution have no gap, within 4 standard errors, and no tensor stays behind", () => {
  const of = measuredOf(trained, { training: rows(2500, 1), test: rows(2000, 2), shape });
  const tensors = tf.memory().numTensors;
  const found = fullMetrics(of, "generalisation");
  expect(tf.memory().numTensors).toBe(tensors);
  for (const key of ["reconstruction", "rate", "elbo", "importance_weighted_bound"])
    expect(Math.abs(found[`test/gap_${key}`] ?? 9)).toBeLessThan(
      4 * (found[`test/gap_${key}_se`] ?? 0),
    );
});

test("with an exact posterior the bound is log p(x), and the gap that of log p(x)", () => {
  const [training, unseen] = [rows(2000, 3), rows(2000, 4, 1.5)];
  const found = fullMetrics(
    measuredOf(trained, { training, test: unseen, shape }),
    "generalisation",
  );
  const exact = linearGaussian(trained);
  const logProbability = (x: Float32Array) => {
    let sum = 0;
    for (let n = 0; n < 2000; n++)
      sum += exact.at(x.subarray(4 * n, 4 * n + 4)).logProbability / 2000;
    return sum;
  };
  const wanted = logProbability(training) - logProbability(unseen);
  expect(wanted).toBeGreaterThan(1);
  // The same rows: what is left are draws of z, about 2 nats each in 2,000 ELBOs and 2,560 of the bound's
  expect(Math.abs((found["test/gap_importance_weighted_bound"] ?? 0) - wanted)).toBeLessThan(0.35);
  expect(
    Math.abs((found["test/importance_weighted_bound"] ?? 0) - logProbability(unseen)),
  ).toBeLessThan(0.25);
});

test("a gap has the errors of both sides", () => {
  expect(gap({ value: 5, standardError: 3 }, { value: 1, standardError: 4 })).toEqual({
    value: 4,
    standardError: 5,
  });
});
