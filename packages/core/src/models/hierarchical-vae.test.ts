import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { sampleCodes } from "../evaluation/codes.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { rng } from "../random/rng.ts";
import { hierarchicalVae } from "./hierarchical-vae.ts";

const options = {
  dataSize: 2,
  latentSize: 1,
  topSize: 1,
  hidden: [],
  likelihood: gaussian({ variance: 0.5 }),
};

// With affine maps and constant variances, x is normal: b₁ + w₁(b₂ + w₂z₂ + s₁ε) + σε
test("E w is p(x) of a linear-Gaussian hierarchy, within four standard errors", () => {
  const model = hierarchicalVae(options);
  const { parameters, dispose } = drawn(model, { scale: 0.5 });
  tf.tidy(() => {
    const fixed = {
      ...parameters,
      "prior.below.logVariance.weights": tf.zeros([1, 1]),
      "encoder.top.logVariance.bias": tf.ones([1]),
      "encoder.logVariance.bias": tf.ones([1]),
    };
    const of = (name: string) => numbersOf(parameters[name] ?? tf.zeros([0]));
    const [w = 0, v = 0] = of("decoder.output.weights");
    const [b = 0, c = 0] = of("decoder.output.bias");
    const [a = 0, m = 0] = [of("prior.below.mean.weights")[0], of("prior.below.mean.bias")[0]];
    const variance = a ** 2 + Math.exp(of("prior.below.logVariance.bias")[0] ?? 0);
    const covariance = [w * w * variance + 0.5, w * v * variance, v * v * variance + 0.5] as const;
    const x = [0.7, -0.4] as const;
    const e = [x[0] - b - w * m, x[1] - c - v * m] as const;
    const determinant = covariance[0] * covariance[2] - covariance[1] ** 2;
    const form =
      (e[0] ** 2 * covariance[2] - 2 * e[0] * e[1] * covariance[1] + e[1] ** 2 * covariance[0]) /
      determinant;
    const exact = -(form + Math.log(determinant)) / 2 - Math.log(2 * Math.PI);

    const n = 100_000;
    const data = tf.tensor2d([[...x]]);
    const q = model.posterior(fixed, data);
    const z = q.sample(rng(5), n);
    const logW = model
      .logLikelihood(fixed, z, data)
      .add(model.prior(fixed).logProb(z))
      .sub(q.logProb(z));
    const ratios = numbersOf(logW.sub(exact).exp());
    const mean = ratios.reduce((sum, r) => sum + r, 0) / n;
    const spread = ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(spread / n));
    expect(Math.sqrt(spread / n)).toBeLessThan(0.01);
  });
  dispose();
});

test("the prior's draws have the prior's density: E q/p = 1 with any q, within four standard errors", () => {
  const model = hierarchicalVae({ ...options, between: [4] });
  const { parameters, dispose } = drawn(model, { scale: 0.4 });
  tf.tidy(() => {
    const n = 100_000;
    const p = model.prior(parameters);
    const z = p.sample(rng(6), [n, 1, 2]);
    // A narrow reference, so that its ratio to p has a variance
    const reference = z
      .sub(0.1)
      .square()
      .mul(-4)
      .sum(-1)
      .add(Math.log(4 / Math.PI));
    const ratios = numbersOf(reference.sub(p.logProb(z)).exp());
    const mean = ratios.reduce((sum, r) => sum + r, 0) / n;
    const spread = ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(spread / n));
  });
  dispose();
});

test("the stopped density has the value of the posterior's, but no gradient in its parameters", () => {
  const model = hierarchicalVae({ ...options, between: [4] });
  const { parameters, dispose } = drawn(model, { scale: 0.5 });
  tf.tidy(() => {
    const x = rng(1).normal([3, 2]);
    const z = rng(2).normal([5, 3, 2]);
    const q = model.posterior(parameters, x);
    expect(numbersOf(q.stopped().logProb(z))).toBeNear(numbersOf(q.logProb(z)), 1e-6);
    for (const name of ["encoder.mean.weights", "encoder.top.mean.weights"]) {
      const slope = (stop: boolean) =>
        numbersOf(
          tf.grad((p) => {
            const distribution = model.posterior({ ...parameters, [name]: p }, x);
            return (stop ? distribution.stopped() : distribution)
              .logProb(z)
              .sum()
              .add(p.sum().mul(0));
          })(parameters[name] ?? tf.zeros([0])),
        ).some((g) => g !== 0);
      expect([slope(true), slope(false)]).toEqual([false, true]);
    }
  });
  dispose();
});

test("codes of both layers are drawn for each row", () => {
  const trained = drawn(hierarchicalVae({ ...options, latentSize: 3, topSize: 2, hidden: [4] }));
  const codes = sampleCodes(trained, rng(1).normals(7 * 2), rng(2));
  expect(codes).toHaveLength(7 * 5);
  expect(codes.every(Number.isFinite)).toBe(true);
  expect(at(Object.values(trained.model.shapes), 0)).toEqual([2, 4]);
  trained.dispose();
  expect(() => hierarchicalVae({ ...options, topSize: 0 })).toThrow(
    "topSize must be a whole number",
  );
});
