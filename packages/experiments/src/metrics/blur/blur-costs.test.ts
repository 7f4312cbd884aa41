import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { reverseKlUnit } from "@vae-lab/core/exact";
import { afterAll, expect, test } from "vitest";
import { linearOptimum, normalRows } from "../../../test/linear-optimum.ts";
import { measuredOf } from "../../../test/measured.ts";
import { loadBackend } from "../../backend/native.ts";
import { fullMetrics } from "../full-metrics.ts";

await loadBackend();

// Pixels of a 4×4 image as the eigenmodes: each is white in frequency, so that detail is variance
const variances = [4, 3, 2, 1.5, ...Array(12).fill(0.5)];
const tau = 1;
const trained = linearOptimum(variances, { latentSize: 4, variance: tau });
afterAll(() => trained.dispose());
const shape = { kind: "image", width: 4, height: 4, channels: 1 } as const;

test("of a linear VAE the costs are those of its closed form, and add up to what samples lack", () => {
  const rows = (seed: number) => normalRows(variances, 3000, rng(seed));
  const config = {
    model: { kind: "vae", latent: 4, likelihood: { kind: "gaussian", variance: 1 } },
  };
  const of = measuredOf(trained, { training: rows(1), test: rows(2), shape }, config);
  const tensors = tf.memory().numTensors;
  const found = fullMetrics(of, "blur");
  expect(tf.memory().numTensors).toBe(tensors);
  const value = (name: string) => found[`test/${name}`] ?? Number.NaN;

  const total = variances.reduce((sum, v) => sum + v, 0);
  const units = variances.slice(0, 4).map((lambda) => ({ lambda, ...reverseKlUnit(lambda, tau) }));
  const shown = units.reduce((sum, { lambda }) => sum + lambda, 0);
  // z ~ q has variance 1 in each unit, as the prior has: w² = λ − τ is what both show
  const drawn = units.reduce((sum, { w2 }) => sum + w2, 0);
  const near = (name: string, exact: number) =>
    expect(Math.abs(value(name) - exact), name).toBeLessThan(4 * value(`${name}_se`));
  near("blur_capacity", 1 - shown / total);
  near("blur_regulariser", (shown - drawn) / total);
  near("blur_mismatch", 0);
  near("blur_likelihood", (16 * tau) / total);
  near("detail_samples", drawn / total);
  near("detail_noisy_samples", (drawn + 16 * tau) / total);
  expect(value("blur_capacity") + value("blur_regulariser") + value("blur_mismatch")).toBeCloseTo(
    1 - value("detail_samples"),
    5,
  );
  units.forEach(({ lambda }, k) => {
    near(`mode_gain/0${k}`, 1 - tau / lambda);
    near(`mode_gain_wiener/0${k}`, 1 - tau / lambda);
  });
});
