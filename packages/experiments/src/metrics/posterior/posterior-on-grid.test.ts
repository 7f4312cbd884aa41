import { fromTensors, gaussian, rng, type TrainedModel, type Vae } from "@vae-lab/core";
import { linearGaussian } from "@vae-lab/core/evaluation";
import { linearVae } from "@vae-lab/core/models";
import { describe, expect, test } from "vitest";
import { loadBackend } from "../../backend/native.ts";
import { posteriorOnGrid, unitMoments } from "./posterior-on-grid.ts";

await loadBackend();

/** A linear model with K units and an encoder that is off: p(z|x) and log p(x) have closed forms. */
const linearModel = (K: number): TrainedModel<Vae> => {
  const D = 3;
  const model = linearVae({ dataSize: D, latentSize: K, likelihood: gaussian({ variance: 0.5 }) });
  const draws = rng(1).fold("weights", K);
  const part = (shape: readonly number[], values: Float32Array) => ({ shape, values });
  return fromTensors(model, {
    "encoder.mean.weights": part(
      [D, K],
      draws.normals(D * K).map((w) => w * 0.3),
    ),
    "encoder.mean.bias": part([K], new Float32Array(K).fill(0.1)),
    "encoder.logVariance": part([K], new Float32Array(K).fill(-1)),
    "decoder.output.weights": part([K, D], draws.fold("decoder").normals(K * D)),
    "decoder.output.bias": part([D], draws.fold("bias").normals(D)),
  });
};

/** KL(N(m, C)‖N(μ, diag s²)) for two units. */
const forwardKl = (
  m: ArrayLike<number>,
  C: ArrayLike<number>,
  mean: readonly number[],
  variance: readonly number[],
): number => {
  const K = mean.length;
  const determinant = K === 1 ? (C[0] ?? 0) : (C[0] ?? 0) * (C[3] ?? 0) - (C[1] ?? 0) * (C[2] ?? 0);
  const terms = mean.map((own, k) => {
    const v = variance[k] ?? 1;
    return ((C[k * (K + 1)] ?? 0) + ((m[k] ?? 0) - own) ** 2) / v - 1 + Math.log(v);
  });
  return (terms.reduce((sum, term) => sum + term, 0) - Math.log(determinant)) / 2;
};

describe.each([1, 2])("a linear-Gaussian model with %d units", (K) => {
  test("log p(x) and KL both ways are their closed forms", () => {
    const trained = linearModel(K);
    const x = rng(2).normals(6);
    const exact = linearGaussian(trained);
    unitMoments(trained, x).forEach((q, n) => {
      const own = x.subarray(3 * n, 3 * n + 3);
      const at = exact.at(own);
      const found = posteriorOnGrid(trained, own, q);
      const moments = { mean: q.mean, logVariance: q.logVariance };
      expect(Math.abs(found.logEvidence - at.logProbability)).toBeLessThan(2e-5);
      expect(Math.abs(found.reverseKl - at.reverseKl(moments))).toBeLessThan(2e-5);
      const variance = q.logVariance.map(Math.exp);
      const forward = forwardKl(at.posteriorMean, exact.posteriorCovariance, q.mean, variance);
      expect(Math.abs(found.forwardKl - forward)).toBeLessThan(2e-5);
    });
    trained.dispose();
  });
});
