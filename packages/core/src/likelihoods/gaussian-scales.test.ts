import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { isNormalised } from "./base-measure.ts";
import { gaussian } from "./gaussian.ts";
import { learnedGaussian } from "./gaussian-learned.ts";
import { optimalGaussian } from "./gaussian-optimal.ts";
import { perPixelGaussian } from "./gaussian-per-pixel.ts";

const [S, B, D] = [2, 3, 5];
const outputs = () => rng(1).normal([S, B, D]);
const data = () => rng(2).uniform([B, D]);

describe("a learned variance", () => {
  test("has the log-likelihood of the fixed one where it stands", () => {
    tf.tidy(() => {
      const likelihood = learnedGaussian({ variance: 0.3 });
      const distribution = likelihood.at(likelihood.init(rng(1)));
      expect(numbersOf(distribution.logProb(outputs(), data()))).toBeNear(
        numbersOf(gaussian({ variance: 0.3 }).logProb(outputs(), data())),
        1e-6,
      );
    });
  });

  test("has no slope at the mean square error, and points to it from both sides", () => {
    tf.tidy(() => {
      const mse = at(numbersOf(data().sub(outputs()).square().mean()), 0);
      const slope = (variance: number) => {
        const likelihood = learnedGaussian({ variance });
        const total = (logVariance: tf.Tensor) =>
          likelihood
            .at({ "likelihood.logVariance": logVariance })
            .logProb(outputs(), data())
            .mean();
        return at(numbersOf(tf.grad(total)(tf.tensor1d([Math.log(variance)]))), 0);
      };
      expect(Math.abs(slope(mse))).toBeLessThan(1e-5);
      expect(slope(0.5 * mse)).toBeCloseTo(D / 2, 4); // D/2 · (MSE/σ² − 1)
      expect(slope(2 * mse)).toBeCloseTo(-D / 4, 4);
    });
  });
});

describe("the optimal variance", () => {
  test("makes the mean log-likelihood −D/2 · (log 2π·MSE + 1), the σ-VAE's loss", () => {
    tf.tidy(() => {
      const mse = at(numbersOf(data().sub(outputs()).square().mean()), 0);
      const mean = at(numbersOf(optimalGaussian().logProb(outputs(), data()).mean()), 0);
      expect(mean).toBeCloseTo((-D / 2) * (Math.log(2 * Math.PI * mse) + 1), 5);
    });
  });

  test("has the gradient of −D/2 · log MSE", () => {
    tf.tidy(() => {
      const own = tf.grad((o) => optimalGaussian().logProb(o, data()).mean())(outputs());
      const logMse = tf.grad((o) =>
        data()
          .sub(o)
          .square()
          .mean()
          .log()
          .mul(-D / 2),
      )(outputs());
      expect(numbersOf(own)).toBeNear(numbersOf(logMse), 1e-5);
    });
  });

  test("is no less than its floor, so that perfection has a value", () => {
    tf.tidy(() => {
      const value = optimalGaussian({ floor: 0.01 }).logProb(data().expandDims(0), data());
      expect(numbersOf(value)).toBeNear(
        Array(B).fill((-D / 2) * Math.log(2 * Math.PI * 0.01)),
        1e-5,
      );
    });
  });

  test("is of the data it judges: no log p(x) is claimed, and nothing can be drawn", () => {
    const likelihood = optimalGaussian();
    expect(isNormalised(likelihood.measureOf(Float32Array.of(0.5)))).toBe(false);
    expect(() => likelihood.sample(tf.zeros([1]), rng(1))).toThrow("use gaussian({ variance })");
  });
});

describe("a variance for each pixel", () => {
  const floor = 0.04;
  const likelihood = perPixelGaussian({ floor });
  /** Outputs whose variance is floor · (1 + e^excess). */
  const both = (excess: readonly number[]) =>
    tf.concat(
      [
        outputs(),
        tf
          .tensor1d([...excess])
          .add(Math.log(floor))
          .add(tf.zeros([S, B, D])),
      ],
      -1,
    );

  test("has the log-likelihood of independent normals", () => {
    tf.tidy(() => {
      const excess = [-30, -1, 0, 2, 5];
      const [means, x] = [numbersOf(outputs()), numbersOf(data())];
      const exact = Array.from({ length: S * B }, (_, sb) =>
        excess.reduce((sum, e, d) => {
          const variance = floor * (1 + Math.exp(e));
          const residual = at(x, (sb % B) * D + d) - at(means, sb * D + d);
          return sum - (residual ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2;
        }, 0),
      );
      expect(likelihood.outputSize(D)).toBe(2 * D);
      expect(numbersOf(likelihood.logProb(both(excess), data()))).toBeNear(exact, 1e-5);
      expect(numbersOf(likelihood.mean(both(excess)))).toEqual(means);
    });
  });

  test("is bounded on a constant pixel by the density at its floor", () => {
    tf.tidy(() => {
      const sure = tf.tensor3d([[[0, -500]]]);
      const value = at(numbersOf(likelihood.logProb(sure, tf.zeros([1, 1]))), 0);
      expect(value).toBeCloseTo(-Math.log(2 * Math.PI * floor) / 2, 5);
    });
  });

  test("has finite values and gradients at raw log-variances up to ±500", () => {
    tf.tidy(() => {
      for (const raw of [-500, -20, 20, 500]) {
        const far = tf.tensor3d([[[3, raw]]]);
        const f = (o: tf.Tensor) => likelihood.logProb(o, tf.zeros([1, 1]));
        expect([...numbersOf(f(far)), ...numbersOf(tf.grad(f)(far))].every(Number.isFinite)).toBe(
          true,
        );
      }
    });
  });

  test("draws with that variance, within four standard errors", () => {
    tf.tidy(() => {
      const n = 50_000;
      const draws = likelihood.sample(
        tf.tensor3d([[[1, Math.log(floor) + 1]]]).tile([n, 1, 1]),
        rng(3),
      );
      const { mean, variance } = tf.moments(draws);
      const exact = floor * (1 + Math.E);
      expect(Math.abs(at(numbersOf(mean), 0) - 1)).toBeLessThan(4 * Math.sqrt(exact / n));
      expect(Math.abs(at(numbersOf(variance), 0) - exact)).toBeLessThan(
        4 * exact * Math.sqrt(2 / n),
      );
    });
  });
});

test("variances and floors that are not positive are refused with the rule", () => {
  expect(() => learnedGaussian({ variance: 0 })).toThrow("variance must be a number > 0, got 0");
  expect(() => optimalGaussian({ floor: 0 })).toThrow("floor must be a number > 0, got 0");
  expect(() => perPixelGaussian({ floor: -1 })).toThrow("floor must be a number > 0, got -1");
});
