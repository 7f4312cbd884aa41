import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { normal, standardNormal } from "../src/distributions/index.ts";
import { pathwiseWeights } from "../src/estimators/index.ts";
import { linearGaussianNumbers } from "../src/exact/linear-gaussian.ts";
import { logMeanExp } from "../src/functionals/index.ts";
import { elbo, type Normal, pathwise, rng } from "../src/index.ts";
import {
  importanceWeighted,
  iwae,
  type Joint,
  monteCarloElbo,
  vrAlpha,
  type WeightsObjective,
} from "../src/objectives/index.ts";
import { numbersOf } from "./at.ts";
import { sigmaPoints } from "./fixed-noise.ts";

describe("on a linear-Gaussian model of three units", () => {
  const [D, K, B, variance] = [4, 3, 5, 0.7];
  const weights = rng(1).normals(K * D);
  const x = rng(2).normals(B * D);
  const moments = { mean: rng(3).normals(B * K), logVariance: rng(4).normals(B * K) };
  const { at: exactAt } = linearGaussianNumbers({ weights, bias: new Float64Array(D), variance });
  const row = (values: Float32Array, b: number, width: number) =>
    values.subarray(b * width, (b + 1) * width);

  const joint = (): Joint<Normal> => ({
    q: normal({
      mean: tf.tensor2d(moments.mean, [B, K]),
      logVariance: tf.tensor2d(moments.logVariance, [B, K]),
    }),
    prior: standardNormal,
    logLikelihood: (z) => {
      const [S = 0] = z.shape;
      const means = z
        .reshape([S * B, K])
        .matMul(tf.tensor2d(weights, [K, D]))
        .reshape([S, B, D]);
      return logNormalAround(means, tf.tensor2d(x, [B, D]));
    },
  });
  const logNormalAround = (means: tf.Tensor, data: tf.Tensor) =>
    data
      .sub(means)
      .square()
      .sum(-1)
      .mul(-0.5 / variance)
      .sub((D / 2) * Math.log(2 * Math.PI * variance));

  test("log p(x) = ELBO + KL(q‖p(z|x)), the ELBO from log-weights", () => {
    tf.tidy(() => {
      // Log-weights are quadratic in the noise: sigma points integrate them exactly
      const { bound } = monteCarloElbo({ samples: 2 * K }).bound(
        joint(),
        pathwiseWeights(),
        sigmaPoints,
      );
      numbersOf(bound).forEach((elboOfRow, b) => {
        const { logProbability, reverseKl } = exactAt(row(x, b, D));
        const kl = reverseKl({
          mean: row(moments.mean, b, K),
          logVariance: row(moments.logVariance, b, K),
        });
        expect(Math.abs(logProbability - elboOfRow - kl)).toBeLessThan(1e-5 * (1 + kl));
      });
    });
  });

  test("entropy + joint and reconstruction − KL are the same, in expectation and draw by draw", () => {
    tf.tidy(() => {
      const given = joint();
      const weighed = monteCarloElbo({ samples: 2 * K });
      const ofWeights = weighed.bound(given, pathwiseWeights(), sigmaPoints);
      const ofKl = elbo().bound(given, pathwise({ samples: 2 * K }), sigmaPoints);
      expect(numbersOf(ofWeights.bound)).toBeNear(numbersOf(ofKl.bound), 1e-5);
      expect(numbersOf(ofWeights.reconstruction)).toBeNear(numbersOf(ofKl.reconstruction), 1e-6);
      expect(numbersOf(ofWeights.rate ?? tf.scalar(0))).toBeNear(
        numbersOf(ofKl.rate ?? tf.scalar(1)),
        1e-5,
      );
      const { bound, reconstruction, rate } = monteCarloElbo().bound(
        given,
        pathwiseWeights(),
        rng(5),
      );
      expect(numbersOf(reconstruction.sub(rate ?? 0))).toBeNear(numbersOf(bound), 1e-5);
      const z = given.q.sample(rng(5), 1);
      const entropyAndJoint = given
        .logLikelihood(z)
        .add(standardNormal.logProb(z))
        .sub(given.q.logProb(z));
      expect(numbersOf(bound)).toBeNear(numbersOf(entropyAndJoint), 1e-6);
    });
  });

  test("with one draw IWAE is the ELBO, value and gradient", () => {
    const gradientOf = (objective: WeightsObjective) =>
      tf.tidy(() => {
        const { prior, logLikelihood } = joint();
        const q = (mean: tf.Tensor) =>
          normal({ mean, logVariance: tf.tensor2d(moments.logVariance, [B, K]) });
        const { value, grad } = tf.valueAndGrad((mean: tf.Tensor) =>
          objective
            .bound({ q: q(mean), prior, logLikelihood }, pathwiseWeights(), rng(6))
            .bound.sum(),
        )(tf.tensor2d(moments.mean, [B, K]));
        return [...numbersOf(value), ...numbersOf(grad)];
      });
    expect(gradientOf(iwae({ samples: 1 }))).toBeNear(gradientOf(monteCarloElbo()), 1e-6);
    expect(gradientOf(importanceWeighted({ functional: logMeanExp, samples: 1 }))).toBeNear(
      gradientOf(vrAlpha({ samples: 1, alpha: 3 })),
      1e-6,
    );
  });
});
