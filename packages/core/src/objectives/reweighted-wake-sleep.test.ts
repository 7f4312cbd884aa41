import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { bernoulliCodes, uniformBernoulli } from "../distributions/bernoulli.ts";
import { type Normal, normal, standardNormal } from "../distributions/normal.ts";
import { pathwiseWeights } from "../estimators/pathwise-weights.ts";
import { gaussHermite } from "../exact/quadrature.ts";
import { expectedSelfNormalised } from "../exact/weight-moments.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { linearVae } from "../models/linear-vae.ts";
import { adam } from "../optimizers/adam.ts";
import { rng } from "../random/rng.ts";
import { lossOf } from "../training/loss.ts";
import { lossAndGradients } from "../training/train-step.ts";
import { iwae } from "./importance-weighted-bounds.ts";
import type { Joint } from "./joint.ts";
import type { Bound } from "./objective.ts";
import { reweightedWakeSleep } from "./reweighted-wake-sleep.ts";

const momentsOf = (numbers: readonly number[]) => {
  const mean = numbers.reduce((sum, v) => sum + v, 0) / numbers.length;
  const variance = numbers.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (numbers.length - 1);
  return { mean, error: Math.sqrt(variance / numbers.length) };
};

/** x = θz + N(0, variance) and z ~ N(0, 1), observed once; q = N(m, s²). */
const [x, variance, theta] = [1.2, 0.8, 0.9];
const [m, s] = [-0.4, 1.1];
const precision = 1 + theta ** 2 / variance;
const posterior = { mean: (theta * x) / variance / precision, variance: 1 / precision };

const rwsOf = (samples: number) => (joint: Joint<Normal>) =>
  reweightedWakeSleep({ samples }).bound(joint, undefined, rng(31));

/** R estimates of the gradients in q's mean, its log variance and θ. */
const gradients = (
  rows: number,
  boundOf: (joint: Joint<Normal>) => Bound,
  q = { mean: m, logVariance: 2 * Math.log(s) },
) =>
  tf.tidy(() =>
    tf
      .grads((mean: tf.Tensor, logVariance: tf.Tensor, t: tf.Tensor) => {
        const logLikelihood = (z: tf.Tensor) =>
          z
            .mul(t)
            .sub(x)
            .square()
            .sum(-1)
            .mul(-0.5 / variance);
        const joint = { q: normal({ mean, logVariance }), prior: standardNormal, logLikelihood };
        return boundOf(joint).bound.sum();
      })([tf.fill([rows, 1], q.mean), tf.fill([rows, 1], q.logVariance), tf.fill([rows, 1], theta)])
      .map(numbersOf),
  );

describe("wake-φ", () => {
  const rule = gaussHermite(120);
  const logW = (e: number) =>
    -((x - theta * (m + s * e)) ** 2) / (2 * variance) - (m + s * e) ** 2 / 2 + e ** 2 / 2;
  const scores = [(e: number) => e / s, (e: number) => (e ** 2 - 1) / 2];
  // −∇KL(p(z|x)‖q), the gradient that infinitely many draws have
  const forward = [
    (posterior.mean - m) / s ** 2,
    ((posterior.variance + (posterior.mean - m) ** 2) / s ** 2 - 1) / 2,
  ];
  const exact = (K: number) => scores.map((score) => expectedSelfNormalised(rule, logW, score, K));

  test.each([2, 5, 20])(
    "with K = %d has its exact mean, which is biased for the forward KL",
    (K) => {
      const found = gradients(20_000, rwsOf(K));
      exact(K).forEach((expected, i) => {
        const { mean, error } = momentsOf(at(found, i));
        expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
        // What is left of the bias is more than this test would overlook
        expect(Math.abs(expected - at(forward, i))).toBeGreaterThan(4 * error);
      });
    },
  );

  test("has a bias for the forward KL that falls as 1/K", () => {
    [0, 1].forEach((i) => {
      const bias = (K: number) => K * (at(exact(K), i) - at(forward, i));
      expect(bias(2000) / bias(500)).toBeCloseTo(1, 1);
      expect(Math.abs(bias(2000) / 2000)).toBeLessThan(2e-3);
    });
  });

  test("has no gradient for any sample where q is the posterior", () => {
    const q = { mean: posterior.mean, logVariance: Math.log(posterior.variance) };
    const [byMean = [], byVariance = []] = gradients(500, rwsOf(5), q);
    expect(Math.max(...[...byMean, ...byVariance].map(Math.abs))).toBeLessThan(1e-4);
  });
});

test("wake-θ has the value and the gradient of the importance-weighted bound", () => {
  const own = gradients(50, rwsOf(5));
  const weighted = gradients(50, (joint) =>
    iwae({ samples: 5 }).bound(joint, pathwiseWeights(), rng(31)),
  );
  expect(at(own, 2)).toBeNear(at(weighted, 2), 1e-5);
  tf.tidy(() => {
    const joint = {
      q: normal({ mean: tf.zeros([4, 1]), logVariance: tf.zeros([4, 1]) }),
      prior: standardNormal,
      logLikelihood: (z: tf.Tensor) => z.square().sum(-1).neg(),
    };
    const value = iwae({ samples: 5 }).bound(joint, pathwiseWeights(), rng(31)).bound;
    expect(numbersOf(rwsOf(5)(joint).bound)).toEqual(numbersOf(value));
  });
});

test("wake-φ with two samples of a bit has the mean over the four pairs", () => {
  const [logit, rows] = [0.6, 60_000];
  const logP = [-1.3, -0.2];
  const p = 1 / (1 + Math.exp(-logit));
  const mass = [1 - p, p];
  const w = mass.map((q, b) => Math.exp(at(logP, b)) / 2 / q);
  let expected = 0;
  for (const a of [0, 1])
    for (const b of [0, 1]) {
      const share = at(w, a) / (at(w, a) + at(w, b));
      expected += at(mass, a) * at(mass, b) * (share * (a - p) + (1 - share) * (b - p));
    }
  const found = tf.tidy(() =>
    numbersOf(
      tf.grad((logits: tf.Tensor) => {
        const logLikelihood = (z: tf.Tensor) =>
          z
            .mul(at(logP, 1) - at(logP, 0))
            .add(at(logP, 0))
            .sum(-1);
        const joint = { q: bernoulliCodes(logits), prior: uniformBernoulli, logLikelihood };
        return reweightedWakeSleep({ samples: 2 }).bound(joint, undefined, rng(7)).bound.sum();
      })(tf.fill([rows, 1], logit)),
    ),
  );
  const { mean, error } = momentsOf(found);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  expect(Math.abs(expected)).toBeGreaterThan(8 * error);
});

test("sleep has the unbiased gradient of E log q(z|x) over pairs sampled from the model", () => {
  const model = linearVae({ dataSize: 1, latentSize: 1, likelihood: gaussian({ variance }) });
  const [W, b, V, c, l] = [0.9, 0.3, 0.5, -0.2, -0.3];
  const loss = lossOf({
    model,
    objective: reweightedWakeSleep({ samples: 1, inference: "sleep" }),
    estimator: undefined,
    optimizer: adam(),
  });
  const byRun = Array.from({ length: 30 }, (_, run) =>
    tf.tidy(() => {
      const parameters = {
        "encoder.mean.weights": tf.tensor2d([[V]]),
        "encoder.mean.bias": tf.tensor1d([c]),
        "encoder.logVariance": tf.tensor1d([l]),
        "decoder.output.weights": tf.tensor2d([[W]]),
        "decoder.output.bias": tf.tensor1d([b]),
      };
      const minibatch = { x: tf.fill([800, 1], 5) };
      const found = lossAndGradients(loss, parameters, minibatch, rng(41).fold(run));
      found.values.dispose();
      return ["encoder.mean.weights", "encoder.mean.bias", "encoder.logVariance"].map(
        (name) => -at(numbersOf(found.gradients[name] ?? tf.scalar(0)), 0),
      );
    }),
  );
  // z − Vx − c has mean −Vb − c; x = Wz + b + noise whatever the data are
  const [s2, vx] = [Math.exp(l), W ** 2 + variance];
  const residual = -V * b - c;
  const square = 1 - 2 * V * W + V ** 2 * vx + residual ** 2;
  const exact = [(W - V * vx + residual * b) / s2, residual / s2, (square / s2 - 1) / 2];
  exact.forEach((expected, i) => {
    const { mean, error } = momentsOf(byRun.map((run) => at(run, i)));
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
    expect(Math.abs(expected)).toBeGreaterThan(8 * error);
  });
});

test("settings with which q cannot learn are refused", () => {
  expect(() => reweightedWakeSleep({ samples: 1 })).toThrow(
    'samples for inference "wake" must be a whole number ≥ 2, got 1',
  );
  const dreamless = { q: bernoulliCodes(tf.zeros([1, 1])), prior: uniformBernoulli };
  expect(() =>
    tf.tidy(
      () =>
        reweightedWakeSleep({ samples: 1, inference: "sleep" }).bound(
          { ...dreamless, logLikelihood: (z) => z.sum(-1) },
          undefined,
          rng(1),
        ).bound,
    ),
  ).toThrow('cannot train by inference "sleep": the model cannot sample codes and data');
});
