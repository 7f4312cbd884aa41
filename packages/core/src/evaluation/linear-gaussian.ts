import * as tf from "@tensorflow/tfjs";
import { type LinearGaussian, linearGaussianNumbers } from "../exact/linear-gaussian.ts";
import { requireParameters } from "../models/checked-input.ts";
import type { Decoder } from "../models/decoder.ts";
import { rng } from "../random/rng.ts";
import type { Evaluated, GenerativeModel } from "./evidence-model.ts";

/**
 * Closed forms of a model with an affine decoder, an isotropic Gaussian likelihood and the prior
 * N(0, I): exact log p(x), p(z|x), KL(q‖p(z|x)) and χ². The conditions are checked numerically at a
 * few codes.
 * @throws RangeError naming the condition that does not hold
 */
export const linearGaussian = (
  evaluated: Evaluated<GenerativeModel & Pick<Decoder, "mean">>,
): LinearGaussian => {
  const { model, parameters } = requireParameters(evaluated);
  const { latentSize: K, dataSize: D } = model;
  const probes = probesOf(K);
  const rows = K + 2;
  const decoded = read(() => model.mean(parameters, tf.tensor3d(probes, [1, rows, K])));
  const bias = decoded.slice(0, D);
  const weights = Float64Array.from(
    { length: K * D },
    (_, i) => (decoded[D + i] as number) - (bias[i % D] as number),
  );
  const anywhere = probes.subarray((K + 1) * K);
  const affine = bias.map((b, d) =>
    anywhere.reduce((sum, z, k) => sum + z * (weights[k * D + d] as number), b),
  );
  requireNear("the decoder must be affine", decoded.subarray((K + 1) * D), affine);

  const densities = read(() => model.prior(parameters).logProb(tf.tensor3d(probes, [rows, 1, K])));
  const normal = (z: Float32Array) =>
    -(z.reduce((sum, e) => sum + e * e, 0) + K * Math.log(2 * Math.PI)) / 2;
  const expected = Array.from({ length: rows }, (_, i) =>
    normal(probes.subarray(i * K, i * K + K)),
  );
  requireNear("the prior must be N(0, I)", densities, expected);

  const directions = rng(0)
    .fold("directions")
    .normals(3 * D);
  const steps = directions.map((e, i) => (i < D ? 0 : e)); // none at first
  const likelihoods = read(() => {
    const x = tf.tensor2d(steps, [3, D]).add(tf.tensor1d(bias));
    return model.logLikelihood(parameters, tf.zeros([1, 3, K]), x);
  });
  const logScale = (-2 * (likelihoods[0] as number)) / D; // log 2π·variance
  const variance = Math.exp(logScale) / (2 * Math.PI);
  const squares = [0, 1, 2].map((i) =>
    steps.subarray(i * D, (i + 1) * D).reduce((sum, e) => sum + e * e, 0),
  );
  requireNear(
    "the likelihood must be Gaussian with one variance",
    likelihoods,
    squares.map((square) => -(square / variance + D * logScale) / 2),
  );
  return linearGaussianNumbers({ weights, bias, variance });
};

/** 0, each unit vector, and a generic code. */
const probesOf = (K: number): Float32Array => {
  const probes = new Float32Array((K + 2) * K);
  for (let k = 0; k < K; k++) probes[(k + 1) * K + k] = 1;
  probes.set(
    rng(0)
      .fold("anywhere")
      .normals(K)
      .map((e) => 3 * e),
    (K + 1) * K,
  );
  return probes;
};

const read = (f: () => tf.Tensor): Float32Array => tf.tidy(() => new Float32Array(f().dataSync()));

const requireNear = (rule: string, found: ArrayLike<number>, expected: ArrayLike<number>) => {
  const size = Math.max(1, ...Array.from(expected, Math.abs));
  const off = Math.max(
    ...Array.from(expected, (value, i) => Math.abs(value - (found[i] ?? Number.NaN))),
  );
  if (!(off <= 1e-4 * size))
    throw new RangeError(`${rule} for closed forms, got a difference of ${off}`);
};
