import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { sigmaPoints } from "../../test/fixed-noise.ts";
import { linearGaussianNumbers } from "../exact/linear-gaussian.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { linearVae } from "../models/linear-vae.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { codes } from "./codes.ts";
import { elboTerms } from "./elbo-terms.ts";
import { linearGaussian } from "./linear-gaussian.ts";

const [D, K, N] = [5, 3, 7];
const x = rng(1).normals(N * D);
const likelihood = gaussian({ variance: 0.3 });

test("exact log p(x) is the ELBO plus KL(q(z|x)‖p(z|x)) of any linear-Gaussian model", async () => {
  const trained = drawn(linearVae({ dataSize: D, latentSize: K, likelihood }));
  await expect(() => linearGaussian(trained)).toLeakNoTensors();
  const exact = linearGaussian(trained);
  const terms = elboTerms(trained, x, { rng: sigmaPoints, samples: 2 * K });
  const { mean, logVariance = [] } = codes(trained, x);
  for (let n = 0; n < N; n++) {
    const { logProbability, reverseKl } = exact.at(x.subarray(n * D, (n + 1) * D));
    const q = {
      mean: mean.slice(n * K, (n + 1) * K),
      logVariance: logVariance.slice(n * K, (n + 1) * K),
    };
    const elbo = at(terms.reconstruction, n) - at(terms.rate, n);
    expect(Math.abs(logProbability - elbo - reverseKl(q))).toBeLessThan(2e-6 * Math.abs(elbo));
  }
  trained.dispose();
});

test("in one dimension log p(x) is the density of N(b, w² + σ²), the posterior Bayes' rule", () => {
  const { at: given, posteriorCovariance } = linearGaussianNumbers({
    weights: [2],
    bias: [0.5],
    variance: 0.25,
  });
  const { logProbability, posteriorMean } = given([1.7]);
  const [variance, r] = [4.25, 1.2];
  expect(logProbability).toBeCloseTo(
    -(r ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2,
    12,
  );
  expect(at(posteriorMean, 0)).toBeCloseTo((2 * r) / variance, 12);
  expect(at(posteriorCovariance, 0)).toBeCloseTo(1 - 4 / variance, 12);
});

test("χ² and KL have the values that integration gives, and χ² is ∞ for a distribution too narrow", () => {
  // The posterior is N(0, 1); numbers from scipy.integrate.quad of (p − q)²/q and q log q/p
  const { at: given } = linearGaussianNumbers({ weights: [0], bias: [0], variance: 1 });
  const { chiSquare, reverseKl } = given([0]);
  const q = { mean: [0.3], logVariance: [Math.log(1.44)] };
  expect(chiSquare(q) / 2).toBeCloseTo(0.0508638, 7);
  expect(reverseKl(q)).toBeCloseTo(0.082678443, 8);
  expect(chiSquare({ mean: [0], logVariance: [Math.log(0.5)] })).toBe(Infinity);
  expect(chiSquare({ mean: [0], logVariance: [Math.log(0.51)] })).toBeGreaterThan(1);
});

test("what is not linear-Gaussian is refused with the rule", () => {
  const refused = (model: Parameters<typeof drawn>[0]) => {
    const trained = drawn(model);
    try {
      return linearGaussian(trained as Parameters<typeof linearGaussian>[0]);
    } finally {
      trained.dispose();
    }
  };
  const sizes = { dataSize: D, latentSize: K };
  expect(() => refused(vae({ ...sizes, hidden: [8], likelihood }))).toThrow(
    "the decoder must be affine for closed forms",
  );
  expect(() => refused(vae({ ...sizes, hidden: [] }))).toThrow("the decoder must be affine");
  const laplace = {
    ...likelihood,
    logProb: (outputs: tf.Tensor, data: tf.Tensor) =>
      tf.abs(outputs.sub(data)).add(Math.LN2).sum(-1).neg(),
  };
  expect(() => refused(linearVae({ ...sizes, likelihood: laplace }))).toThrow(
    "the likelihood must be Gaussian with one variance for closed forms",
  );
});
