import * as tf from "@tensorflow/tfjs";
import { determinant, inverse, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { fullNormal } from "./full-normal.ts";
import { laplace } from "./laplace.ts";
import { normal } from "./normal.ts";

const mean = () => tf.tensor2d([[1, -2]]);
const factor = () =>
  tf.tensor2d([
    [-0.5, 9],
    [0.8, 0.3],
  ]);
const distributions = {
  normal: () => normal({ mean: mean(), logVariance: tf.tensor2d([[0.4, -3]]) }),
  "full normal": () => fullNormal({ mean: mean(), factor: factor() }),
  Laplace: () => laplace({ mean: mean(), logScale: tf.tensor2d([[0.3, -1]]) }),
};

describe.each(Object.entries(distributions))("the %s distribution", (_, distribution) => {
  test("has the entropy −E log q of its own draws, within four standard errors", () => {
    tf.tidy(() => {
      const n = 100_000;
      const logQ = distribution().logProb(distribution().sample(rng(1), n));
      const { mean: m, variance } = tf.moments(logQ);
      const error = Math.sqrt(at(numbersOf(variance), 0) / n);
      expect(
        Math.abs(at(numbersOf(distribution().entropy()), 0) + at(numbersOf(m), 0)),
      ).toBeLessThan(4 * error);
    });
  });

  test("integrates to 1 over the plane", () => {
    tf.tidy(() => {
      const [side, width] = [400, 0.1];
      const grid = Float32Array.from({ length: 2 * side * side }, (_, i) => {
        const [cell, axis] = [i >> 1, i & 1];
        return ((axis ? cell % side : Math.floor(cell / side)) - side / 2 + 0.5) * width;
      });
      const mass = distribution()
        .logProb(tf.tensor3d(grid, [side * side, 1, 2]))
        .exp()
        .sum();
      expect(at(numbersOf(mass), 0) * width ** 2).toBeCloseTo(1, 2);
    });
  });

  test("stopped, has the density that it had", () => {
    tf.tidy(() => {
      const z = rng(2).normal([3, 1, 2]);
      expect(numbersOf(distribution().stopped().logProb(z))).toBeNear(
        numbersOf(distribution().logProb(z)),
        1e-6,
      );
    });
  });
});

test("a full normal distribution has the density of its covariance, in double precision", () => {
  tf.tidy(() => {
    const L = new Matrix([
      [Math.exp(-0.5), 0],
      [0.8, Math.exp(0.3)],
    ]);
    const covariance = L.mmul(L.transpose());
    const z = rng(3).normal([4, 1, 2]);
    const values = numbersOf(z);
    const exact = [0, 1, 2, 3].map((s) => {
      const e = Matrix.columnVector([at(values, 2 * s) - 1, at(values, 2 * s + 1) + 2]);
      const form = e.transpose().mmul(inverse(covariance)).mmul(e).get(0, 0);
      return -(form + Math.log(determinant(covariance))) / 2 - Math.log(2 * Math.PI);
    });
    const distribution = distributions["full normal"]();
    expect(numbersOf(distribution.logProb(z))).toBeNear(exact, 1e-6);

    const n = 100_000;
    const centred = distribution.sample(rng(4), n).reshape([n, 2]).sub(mean()) as tf.Tensor2D;
    const found = numbersOf(tf.matMul(centred, centred, true, false).div(n));
    found.forEach((c, i) => {
      const [r, s] = [i >> 1, i & 1];
      const error = Math.sqrt(
        (covariance.get(r, r) * covariance.get(s, s) + covariance.get(r, s) ** 2) / n,
      );
      expect(Math.abs(c - covariance.get(r, s))).toBeLessThan(4 * error);
    });
  });
});

test("Laplace draws have the mean and the variance 2s², within four standard errors", () => {
  tf.tidy(() => {
    const n = 200_000;
    const draws = distributions.Laplace().sample(rng(5), n).reshape([n, 2]);
    const { mean: m, variance } = tf.moments(draws, 0);
    [0.3, -1].forEach((logScale, k) => {
      const v = 2 * Math.exp(2 * logScale);
      expect(Math.abs(at(numbersOf(m), k) - at([1, -2], k))).toBeLessThan(4 * Math.sqrt(v / n));
      // The fourth moment is 6v²
      expect(Math.abs(at(numbersOf(variance), k) - v)).toBeLessThan(4 * v * Math.sqrt(5 / n));
    });
  });
});

test("shapes that do not fit are refused", () => {
  tf.tidy(() => {
    expect(() => laplace({ mean: mean(), logScale: tf.zeros([2]) })).toThrow("must have one shape");
    expect(() => fullNormal({ mean: mean(), factor: tf.zeros([3, 3]) })).toThrow(
      "factor must have shape [2, 2], got [3,3]",
    );
  });
});
