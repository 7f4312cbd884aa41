import * as tf from "@tensorflow/tfjs";
import { rng, vae } from "@vae-lab/core";
import { reverseKlUnit } from "@vae-lab/core/exact";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linearOptimum, normalRows } from "../../../test/linear-optimum.ts";
import { measuredOf } from "../../../test/measured.ts";
import { loadBackend } from "../../backend/native.ts";
import type { Metrics } from "../../trial/trial-events.ts";
import { fullMetrics } from "../full-metrics.ts";
import type { Measured } from "../measurement.ts";

await loadBackend();
const variances = [4, 2, 1, 0.5, 0.25];
const tau = 0.75;
const trained = linearOptimum(variances, { latentSize: 4, variance: tau });
const shape = { kind: "vector", length: 5 } as const;
let of: Measured;
let found: Metrics;
beforeAll(() => {
  const rows = (count: number, seed: number) => normalRows(variances, count, rng(seed));
  of = measuredOf(trained, { training: rows(1000, 1), test: rows(4000, 2), shape });
  found = fullMetrics(of, "collapse");
});
afterAll(() => trained.dispose());

const value = (key: string) => found[`test/${key}`] ?? Number.NaN;
/** Within 4 standard errors of the exact value, and some for float32. */
const expectNear = (key: string, exact: number) =>
  expect(Math.abs(value(key) - exact), key).toBeLessThan(4 * (value(`${key}_se`) || 0) + 1e-4);

const units = variances.slice(0, 4).map((lambda) => reverseKlUnit(lambda, tau));

test("of a linear VAE at its optimum the sorted rates are ½ log(λ/τ), and 0 of collapsed units", () => {
  units.forEach(({ rate }, k) => {
    expectNear(`unit_rate_sorted/0${k}`, rate);
  });
  expect(value("unit_rate_sorted/03")).toBe(0);
});

test("every unit's aggregate variance is 1, in use or collapsed", () => {
  for (const k of [0, 1, 2, 3]) expectNear(`unit_variance/0${k}`, 1);
  expect(value("unit_variance/03")).toBeCloseTo(1, 6);
});

test("the information is the rate and lies between its estimates; KL(q(z)‖p(z)) is 0", () => {
  const rate = units.reduce((sum, unit) => sum + unit.rate, 0);
  expect(value("mutual_information_lower")).toBeLessThan(
    rate + 4 * value("mutual_information_lower_se"),
  );
  expect(value("mutual_information_upper")).toBeGreaterThan(
    rate - 4 * value("mutual_information_upper_se"),
  );
  expect(value("mutual_information_lower")).toBeGreaterThan(0.9 * rate);
  expect(value("mutual_information_ceiling")).toBe(Math.log(1000));
  expect(value("aggregate_kl_lower")).toBeLessThan(0.02);
  expect(value("aggregate_kl_upper")).toBeLessThan(0.1 * rate + 0.05);
});

test("the decoder's sensitivity to a unit is √(λ − τ), and 0 to a collapsed one", () => {
  units.forEach(({ w2 }, k) => {
    expect(value(`unit_sensitivity/0${k}`)).toBeCloseTo(Math.sqrt(w2), 3);
  });
  const mean = units.reduce((sum, { w2 }) => sum + Math.sqrt(w2) / 4, 0);
  expect(value("decoder_sensitivity")).toBeCloseTo(mean, 3);
});

test("an exact encoder has no lag, and data without labels have no probe", () => {
  expect(Math.abs(value("inference_lag"))).toBeLessThan(0.05);
  expect(Object.keys(found).filter((key) => key.includes("probe"))).toEqual([]);
});

test("an encoder that is off lags behind, and no tensor stays behind", () => {
  const model = vae({ dataSize: 5, latentSize: 4, hidden: [6] });
  const other = {
    model,
    parameters: tf.tidy(() => model.init(rng(3))),
    dispose: () => tf.dispose(other.parameters),
  };
  const bits = normalRows(variances, 200, rng(4)).map((x) => (x > 0 ? 1 : 0));
  const subject = measuredOf(other, { training: bits, test: bits, shape });
  const tensors = tf.memory().numTensors;
  const metrics = fullMetrics(subject, "collapse");
  expect(tf.memory().numTensors).toBe(tensors);
  expect(metrics["test/inference_lag"]).toBeGreaterThan(0.01);
  other.dispose();
});
