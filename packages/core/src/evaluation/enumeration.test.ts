import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { bernoulliCodes } from "../distributions/bernoulli.ts";
import { bernoulli } from "../likelihoods/bernoulli.ts";
import { rng } from "../random/rng.ts";
import { enumeration } from "./enumeration.ts";
import { iwaeLadder } from "./iwae-ladder.ts";

const [D, K, N] = [4, 3, 6];
const likelihood = bernoulli();
const priorLogits = [0.4, -1, 0.2];
const weights = rng(1).normals(K * D);
const encoder = rng(2).normals(D * K);

/** z: three bits with unequal probabilities; x: four bits whose logits are linear in z. */
const sigmoidBelief = (units = K) => ({
  dataSize: D,
  latentSize: units,
  measureOf: likelihood.measureOf,
  requireData: likelihood.requireData,
  prior: () => bernoulliCodes(tf.tensor2d([priorLogits.slice(0, units)])),
  posterior: (_: unknown, x: tf.Tensor) =>
    bernoulliCodes(tf.matMul(x as tf.Tensor2D, tf.tensor2d(encoder, [D, K]))),
  logLikelihood: (_: unknown, z: tf.Tensor, x: tf.Tensor) =>
    likelihood.logProb(
      tf
        .matMul(tf.reshape(z, [-1, K]) as tf.Tensor2D, tf.tensor2d(weights, [K, D]))
        .reshape([z.shape[0] ?? 0, -1, D]),
      x,
    ),
});
const evaluated = { model: sigmoidBelief(), parameters: {} };
const x = Float32Array.from(rng(3).uniforms(N * D), (u) => (u < 0.5 ? 0 : 1));

/** The same in float64: the joint mass of a code's bits and an image. */
const joint = (code: readonly number[], image: ArrayLike<number>) => {
  const probability = (logit: number, bit: number) =>
    1 / (1 + Math.exp(bit === 1 ? -logit : logit));
  const logits = Array.from({ length: D }, (_, d) =>
    code.reduce((sum, z, k) => sum + z * at(weights, k * D + d), 0),
  );
  const prior = code.reduce((product, z, k) => product * probability(at(priorLogits, k), z), 1);
  return logits.reduce((product, l, d) => product * probability(l, at(image, d)), prior);
};
const states = Array.from({ length: 8 }, (_, m) => [(m >> 2) & 1, (m >> 1) & 1, m & 1]);

test("log p(x) and p(z|x) are the sums over all codes, and the gap is KL(q‖p(z|x))", async () => {
  await expect(() => enumeration(evaluated, x)).toLeakNoTensors();
  const { logProbability, posterior, elbo, reverseKl } = enumeration(evaluated, x);
  for (let n = 0; n < N; n++) {
    const masses = states.map((code) => joint(code, x.subarray(n * D, (n + 1) * D)));
    const total = masses.reduce((a, b) => a + b, 0);
    expect(at(logProbability, n)).toBeCloseTo(Math.log(total), 5);
    expect(posterior.subarray(n * 8, n * 8 + 8)).toBeNear(
      masses.map((p) => p / total),
      1e-5,
    );
    expect(at(reverseKl, n)).toBeGreaterThan(0);
    expect(at(elbo, n) + at(reverseKl, n)).toBeCloseTo(at(logProbability, n), 5);
  }
});

test("the ladder of a model with discrete codes ends at the sum, within four errors", () => {
  const { logProbability, elbo } = enumeration(evaluated, x);
  const { rungs } = iwaeLadder(evaluated, x, { rng: rng(4), ladder: [1, 4000] });
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / N;
  const [one, many] = [at(rungs, 0), at(rungs, 1)];
  expect(Math.abs(one.mean.value - mean(elbo))).toBeLessThan(4 * one.drawError);
  expect(Math.abs(many.mean.value - mean(logProbability))).toBeLessThan(4 * many.drawError);
  expect(many.drawError).toBeLessThan(0.02);
});

test("too many states are refused", () => {
  const model = {
    ...sigmoidBelief(),
    posterior: () => bernoulliCodes(tf.zeros([1, 13])),
  };
  expect(() => enumeration({ model, parameters: {} }, x)).toThrow(
    "cannot enumerate the codes: there must be at most 4096 (got 8192)",
  );
});
