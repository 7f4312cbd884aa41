import * as tf from "@tensorflow/tfjs";
import { CholeskyDecomposition, determinant, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { perPixelGaussian } from "./gaussian-per-pixel.ts";
import { lowRankGaussian } from "./low-rank-gaussian.ts";

const [S, B, D, floor] = [2, 3, 6, 0.05];
const softplus = (v: number) => Math.log1p(Math.exp(v));

/** N(μ, diag d + UᵀU) in double precision, by the covariance itself. */
const denseOf = (outputs: readonly number[], rank: number) => {
  const mean = outputs.slice(0, D);
  const variances = outputs
    .slice(D, 2 * D)
    .map((raw) => floor * Math.exp(softplus(raw - Math.log(floor))));
  const U = Matrix.from1DArray(rank, D, outputs.slice(2 * D));
  return { mean, covariance: Matrix.diag(variances).add(U.transpose().mmul(U)) };
};

test.each([1, 2, 5])("rank %d has the density of its dense covariance", (rank) => {
  tf.tidy(() => {
    const likelihood = lowRankGaussian({ rank, floor });
    const size = likelihood.outputSize(D);
    const outputs = rng(1).normal([S, B, size]);
    const x = rng(2).normal([B, D]);
    const [o, data] = [numbersOf(outputs), numbersOf(x)];
    const exact = Array.from({ length: S * B }, (_, n) => {
      const { mean, covariance } = denseOf(o.slice(n * size, (n + 1) * size), rank);
      const e = Matrix.columnVector(mean.map((m, d) => at(data, (n % B) * D + d) - m));
      const form = e.dot(new CholeskyDecomposition(covariance).solve(e));
      return -(form + Math.log(determinant(covariance)) + D * Math.log(2 * Math.PI)) / 2;
    });
    expect(numbersOf(likelihood.logProb(outputs, x))).toBeNear(exact, 1e-5);
  });
});

test("the gradient is that of the dense covariance, by central differences in double precision", () => {
  tf.tidy(() => {
    const rank = 2;
    const likelihood = lowRankGaussian({ rank, floor });
    const outputs = rng(3).normal([1, 1, likelihood.outputSize(D)]);
    const x = rng(4).normal([1, D]);
    const [o, data] = [numbersOf(outputs), numbersOf(x)];
    const logDensity = (values: readonly number[]) => {
      const { mean, covariance } = denseOf(values, rank);
      const e = Matrix.columnVector(mean.map((m, d) => at(data, d) - m));
      return (
        -(
          e.dot(new CholeskyDecomposition(covariance).solve(e)) + Math.log(determinant(covariance))
        ) / 2
      );
    };
    const h = 1e-5;
    const slopes = o.map((_, i) => {
      const moved = (by: number) => logDensity(o.map((v, j) => (j === i ? v + by : v)));
      return (moved(h) - moved(-h)) / (2 * h);
    });
    expect(numbersOf(tf.grad((v) => likelihood.logProb(v, x))(outputs))).toBeNear(slopes, 1e-4);
  });
});

test("without factors it is the Gaussian with a variance for each pixel", () => {
  tf.tidy(() => {
    const plain = rng(5).normal([S, B, 2 * D]);
    const x = rng(6).normal([B, D]);
    const none = tf.concat([plain, tf.zeros([S, B, 3 * D])], -1);
    expect(numbersOf(lowRankGaussian({ rank: 3, floor }).logProb(none, x))).toBeNear(
      numbersOf(perPixelGaussian({ floor }).logProb(plain, x)),
      1e-6,
    );
  });
});

test("draws have the covariance diag d + UᵀU, within five standard errors in each entry", () => {
  tf.tidy(() => {
    const n = 40_000;
    const likelihood = lowRankGaussian({ rank: 2, floor });
    const outputs = rng(7).normal([1, 1, likelihood.outputSize(D)]);
    const { mean, covariance } = denseOf(numbersOf(outputs), 2);
    const draws = likelihood.sample(outputs.tile([n, 1, 1]), rng(8)).reshape([n, D]);
    const centred = draws.sub(tf.tensor1d(mean)) as tf.Tensor2D;
    const found = numbersOf(tf.matMul(centred, centred, true, false).div(n));
    found.forEach((c, i) => {
      const [r, s] = [Math.floor(i / D), i % D];
      const error = Math.sqrt(
        (covariance.get(r, r) * covariance.get(s, s) + covariance.get(r, s) ** 2) / n,
      );
      expect(Math.abs(c - covariance.get(r, s))).toBeLessThan(5 * error);
    });
    expect(numbersOf(likelihood.mean(outputs))).toBeNear(mean, 1e-7);
  });
});

test("values and gradients stay finite at raw log-variances of ±20 and large factors", () => {
  tf.tidy(() => {
    const likelihood = lowRankGaussian({ rank: 2, floor: 1e-6 });
    for (const raw of [-20, 20]) {
      const outputs = tf.concat(
        [tf.zeros([1, 1, D]), tf.fill([1, 1, D], raw), tf.fill([1, 1, 2 * D], 30)],
        -1,
      );
      const f = (o: tf.Tensor) => likelihood.logProb(o, tf.ones([1, D]));
      expect(
        [...numbersOf(f(outputs)), ...numbersOf(tf.grad(f)(outputs))].every(Number.isFinite),
      ).toBe(true);
    }
  });
});
