import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { normal, standardNormal } from "./normal.ts";
import { point } from "./point.ts";

const distribution = () =>
  normal({ mean: tf.tensor2d([[1, -2]]), logVariance: tf.tensor2d([[0.4, -3]]) });

test("log q(z) is the log density of independent normals", () => {
  tf.tidy(() => {
    const density = (z: number, m: number, l: number) =>
      -((z - m) ** 2 / Math.exp(l) + l + Math.log(2 * Math.PI)) / 2;
    const z = [0.3, -1.9];
    const exact = density(at(z, 0), 1, 0.4) + density(at(z, 1), -2, -3);
    expect(
      distribution()
        .logProb(tf.tensor3d([[z]]))
        .dataSync(),
    ).toBeNear([exact], 1e-6);
    const prior = density(at(z, 0), 0, 0) + density(at(z, 1), 0, 0);
    expect(standardNormal.logProb(tf.tensor3d([[z]])).dataSync()).toBeNear([prior], 1e-6);
  });
});

test("draws have the distribution's mean and variance, within four standard errors", () => {
  tf.tidy(() => {
    const n = 200_000;
    const { mean, variance } = tf.moments(distribution().sample(rng(1), n), 0);
    [1, -2].forEach((m, k) => {
      const v = Math.exp(at([0.4, -3], k));
      expect(Math.abs(at(mean.dataSync(), k) - m)).toBeLessThan(4 * Math.sqrt(v / n));
      expect(Math.abs(at(variance.dataSync(), k) - v)).toBeLessThan(4 * v * Math.sqrt(2 / n));
    });
  });
});

test("in its own coordinates a distribution is standard normal", () => {
  tf.tidy(() => {
    const { mean, logVariance } = distribution().whiten(distribution());
    expect([...mean.dataSync(), ...logVariance.dataSync()]).toEqual([0, 0, 0, 0]);
  });
});

test("the expected score is zero, and its variance the Fisher information", () => {
  tf.tidy(() => {
    const n = 200_000;
    const variance = 0.6;
    const means = tf.fill([n, 1], 2);
    const logVariance = tf.fill([n, 1], Math.log(variance));
    const z = normal({ mean: means, logVariance }).sample(rng(2), 1);
    const gradient = tf.grad((m) => normal({ mean: m, logVariance }).logProb(z).sum())(means);
    const scores = numbersOf(gradient);
    const mean = scores.reduce((sum, s) => sum + s, 0) / n;
    const square = scores.reduce((sum, s) => sum + s * s, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(variance * n));
    expect(Math.abs(square - 1 / variance)).toBeLessThan((4 / variance) * Math.sqrt(2 / n));
  });
});

test("every draw of a point is the point, and its gradient is 1", () => {
  tf.tidy(() => {
    const place = tf.tensor2d([[1, 2]]);
    const draws = point(place).reparameterizedSample(rng(1), 3);
    expect(draws.shape).toEqual([3, 1, 2]);
    expect([...draws.dataSync()]).toEqual([1, 2, 1, 2, 1, 2]);
    const gradient = tf.grad((z) => point(z).reparameterizedSample(rng(1), 3).mean(0).sum())(place);
    expect(gradient.dataSync()).toBeNear([1, 1], 1e-6);
  });
});

test("a mean and a variance of different shapes are refused", () => {
  expect(() =>
    tf.tidy(() => normal({ mean: tf.zeros([2]), logVariance: tf.zeros([3]) }).mean),
  ).toThrow("mean and logVariance must have one shape, got [2] and [3]");
});
