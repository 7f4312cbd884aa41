import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { expectation, normalWeights } from "../exact/weight-distribution.ts";
import type { Check } from "../matrix/check.ts";
import { estimated } from "../matrix/sample.ts";

const forwardKl: Check = {
  property: "the Monte-Carlo forward KL has the closed form's value",
  divergence: "forward KL",
  estimator: "Monte Carlo",
  measure: ({ forwardKlTerms }, { seed, estimates }) => {
    const pair = { q: { mean: 1, sd: 0.5 }, p: { mean: 0, sd: 1 } };
    const terms = forwardKlTerms(pair, rng(seed).fold("verify", "forward-kl").normals(estimates));
    // KL(p‖q) = log σ + (1 + μ²)/2σ² − ½
    return [{ of: "value", exact: Math.log(0.5) + 4 - 0.5, ...estimated(terms) }];
  },
};

const jensenShannon: Check = {
  property: "a divergence is 0 between equal distributions and positive between others",
  divergence: "JS",
  estimator: "terms, integrated",
  measure: ({ jensenShannonTerms }) => {
    const of = (mean: number, sd: number) =>
      expectation(
        normalWeights({ q: { mean, sd } }, { reach: 20 }),
        (l) => jensenShannonTerms([l])[0] ?? 0,
      );
    return [
      { of: "JS(p, p)", exact: 0, estimate: of(0, 1), tolerance: 1e-12 },
      { of: "JS(N(1, ½²), p)", exact: 0.223983777, estimate: of(1, 0.5), tolerance: 1e-9 },
      { of: "JS(N(1, 1.5²), p)", exact: 0, relation: "at-least", estimate: of(1, 1.5) },
    ];
  },
};

const density: Check = {
  property: "a likelihood integrates to 1 and has the variance that it states",
  divergence: "likelihood",
  estimator: "Gaussian, σ² = 1",
  measure: ({ unitGaussian }) => {
    const [mean, perUnit, reach] = [0.3, 20, 10];
    const x = Float32Array.from({ length: 2 * reach * perUnit + 1 }, (_, i) => i / perUnit - reach);
    const mass = tf.tidy(() =>
      unitGaussian
        .logProb(tf.fill([1, x.length, 1], mean), tf.tensor2d(x, [x.length, 1]))
        .exp()
        .div(perUnit)
        .dataSync<"float32">(),
    );
    const total = mass.reduce((sum, p) => sum + p, 0);
    const variance = mass.reduce((sum, p, i) => sum + p * ((x[i] ?? 0) - mean) ** 2, 0) / total;
    return [
      { of: "log of its integral", exact: 0, estimate: Math.log(total), tolerance: 1e-5 },
      { of: "variance", exact: 1, estimate: variance, tolerance: 1e-5 },
    ];
  },
};

const totalCorrelation: Check = {
  property: "the total correlation of independent units is 0",
  divergence: "TC",
  estimator: "mixture of the batch",
  measure: ({ totalCorrelation: tc }) => {
    // Two units of two values each; the images have all four combinations
    const images = [
      [0, 0],
      [0, 2],
      [2, 0],
      [2, 2],
    ];
    const logDensities = images.map((code) =>
      images.map((mean) => code.map((c, k) => -0.5 * (c - (mean[k] ?? 0)) ** 2)),
    );
    return [{ of: "value", exact: 0, estimate: tc(logDensities), tolerance: 1e-12 }];
  },
};

export const valueProperties: readonly Check[] = [
  forwardKl,
  jensenShannon,
  density,
  totalCorrelation,
];
