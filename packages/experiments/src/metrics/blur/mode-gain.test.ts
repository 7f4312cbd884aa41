import * as tf from "@tensorflow/tfjs";
import { codes, decode, fromTensors, gaussian, rng, sampleCodes } from "@vae-lab/core";
import { linearVaeOptimum } from "@vae-lab/core/exact";
import { linearVae } from "@vae-lab/core/models";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { loadBackend } from "../../backend/native.ts";
import { eigenmodes } from "./eigenmodes.ts";
import { modeGains, wienerGain } from "./mode-gain.ts";

await loadBackend();
const [N, D] = [3000, 12];
const lambdas = [4, 2, 1, 0.5];

/** Rows of independent normals with the variances, turned by a random rotation; the rest is noise. */
const rotation = new EigenvalueDecomposition(
  (() => {
    const A = Matrix.from1DArray(D, D, rng(1).normals(D * D));
    return A.mmul(A.transpose());
  })(),
  { assumeSymmetric: true },
).eigenvectorMatrix;
const data = (() => {
  const z = Matrix.from1DArray(N, D, rng(2).normals(N * D));
  z.apply((i, k) => z.set(i, k, z.get(i, k) * Math.sqrt(lambdas[k] ?? 0.05)));
  return Float32Array.from(z.mmul(rotation.transpose()).to1DArray());
})();

test("eigenmodes are those of the full covariance, and leave no tensor behind", () => {
  const tensors = tf.memory().numTensors;
  const { directions, variances } = eigenmodes(data, D, 4);
  expect(tf.memory().numTensors).toBe(tensors);
  const rows = Matrix.from1DArray(N, D, data).center("column");
  const exact = new EigenvalueDecomposition(rows.transpose().mmul(rows).div(N), {
    assumeSymmetric: true,
  });
  const order = exact.realEigenvalues
    .map((_, k) => k)
    .sort((a, b) => (exact.realEigenvalues[b] ?? 0) - (exact.realEigenvalues[a] ?? 0));
  variances.forEach((variance, k) => {
    const from = order[k] ?? 0;
    expect(variance).toBeCloseTo(exact.realEigenvalues[from] ?? 0, 5);
    const cosine = directions
      .getRowVector(k)
      .dot(Matrix.rowVector(exact.eigenvectorMatrix.getColumn(from)));
    expect(Math.abs(cosine)).toBeCloseTo(1, 5);
  });
});

test("a filter's gain along each mode is found exactly", () => {
  const modes = eigenmodes(data, D, 4);
  const filtered = Matrix.zeros(N, D);
  const rows = Matrix.from1DArray(N, D, data).center("column");
  [0.9, 0.5, 0.2, 0].forEach((gain, k) => {
    const v = modes.directions.getRowVector(k);
    filtered.add(rows.mmul(v.transpose()).mmul(v).mul(gain));
  });
  const found = modeGains(data, Float32Array.from(filtered.to1DArray()), modes);
  [0.9, 0.5, 0.2, 0].forEach((gain, k) => {
    expect(found[k]?.value).toBeCloseTo(gain, 4);
    expect(found[k]?.standardError).toBeLessThan(1e-5);
  });
});

test("a linear VAE at its optimum has the Wiener gain of each mode, within 4 standard errors", () => {
  const tau = 0.6;
  const modes = eigenmodes(data, D, 4);
  const variances = [...modes.variances];
  const K = 4;
  const { units } = linearVaeOptimum({ spectrum: variances, variance: tau, latentSize: K });
  const model = linearVae({ dataSize: D, latentSize: K, likelihood: gaussian({ variance: tau }) });
  const decoder = new Float32Array(K * D);
  const encoder = new Float32Array(D * K);
  const logVariance = new Float32Array(K);
  units.forEach(({ w2, s2, varMu }, k) => {
    const direction = modes.directions.getRow(k);
    direction.forEach((value, d) => {
      decoder[k * D + d] = Math.sqrt(w2) * value;
      encoder[d * K + k] = Math.sqrt(varMu / (variances[k] ?? 1)) * value;
    });
    logVariance[k] = Math.log(s2);
  });
  const zeros = (n: number) => new Float32Array(n);
  const trained = fromTensors(model, {
    "encoder.mean.weights": { shape: [D, K], values: encoder },
    "encoder.mean.bias": { shape: [K], values: zeros(K) },
    "encoder.logVariance": { shape: [K], values: logVariance },
    "decoder.output.weights": { shape: [K, D], values: decoder },
    "decoder.output.bias": { shape: [D], values: zeros(D) },
  });
  const means = decode(trained, codes(trained, data).mean);
  const draws = decode(trained, sampleCodes(trained, data, rng(5)));
  trained.dispose();
  variances.forEach((lambda, k) => {
    const wiener = wienerGain(lambda, tau, N).value;
    expect(wiener).toBeCloseTo(Math.max(0, 1 - tau / lambda), 12);
    expect(modeGains(data, means, modes)[k]?.value).toBeCloseTo(wiener, 4);
    const { value = 0, standardError = 0 } = modeGains(data, draws, modes)[k] ?? {};
    expect(Math.abs(value - wiener)).toBeLessThan(4 * standardError + 1e-4);
  });
});
