import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { normal } from "./normal.ts";
import { mixturePrior, normalMixture } from "./normal-mixture.ts";

const weights = [0.2, 0.5, 0.3];
const means = [-2, 0.5, 3];
const logVariances = [-1, 0.4, -3];
const prior = () =>
  mixturePrior({
    logits: tf.tensor1d(weights.map((w) => Math.log(w) + 7)),
    mean: tf.tensor2d(means, [3, 1]),
    logVariance: tf.tensor2d(logVariances, [3, 1]),
  });

test("log p(z) is the logarithm of the weighted sum of densities", () => {
  tf.tidy(() => {
    const z = Float32Array.from({ length: 101 }, (_, i) => (i - 50) / 8);
    const exact = Array.from(z, (x) =>
      Math.log(
        weights.reduce((sum, w, c) => {
          const v = Math.exp(at(logVariances, c));
          return (
            sum + (w * Math.exp(-((x - at(means, c)) ** 2) / (2 * v))) / Math.sqrt(2 * Math.PI * v)
          );
        }, 0),
      ),
    );
    expect(numbersOf(prior().logProb(tf.tensor3d(z, [1, 101, 1])))).toBeNear(exact, 1e-6);
  });
});

test("far from all components log p(z) and its gradient stay finite", () => {
  tf.tidy(() => {
    const f = (z: tf.Tensor) => prior().logProb(z);
    const far = tf.tensor3d([[[1e4]], [[-1e4]]]);
    // The widest component, N(.5, e^.4), decides
    expect(numbersOf(f(far))).toBeNear(
      [-0.5, 0.5].map((m) => -((1e4 + m) ** 2) / (2 * Math.exp(0.4))),
      1e-5,
    );
    expect(numbersOf(tf.grad(f)(far)).every(Number.isFinite)).toBe(true);
  });
});

test("draws have the mixture's mean and variance, within four standard errors", () => {
  tf.tidy(() => {
    const n = 200_000;
    const draws = prior().sample(rng(1), [n, 1, 1]);
    const mean = weights.reduce((sum, w, c) => sum + w * at(means, c), 0);
    const second = weights.reduce(
      (sum, w, c) => sum + w * (at(means, c) ** 2 + Math.exp(at(logVariances, c))),
      0,
    );
    const variance = second - mean ** 2;
    const found = tf.moments(draws);
    expect(Math.abs(at(numbersOf(found.mean), 0) - mean)).toBeLessThan(4 * Math.sqrt(variance / n));
    const fourth = at(numbersOf(draws.sub(mean).pow(4).mean()), 0);
    expect(Math.abs(at(numbersOf(found.variance), 0) - variance)).toBeLessThan(
      4 * Math.sqrt((fourth - variance ** 2) / n),
    );
  });
});

test("a mixture of each example has its own components, its mean theirs", () => {
  tf.tidy(() => {
    const [B, C, K] = [4, 3, 2];
    const mean = rng(1).normal([B, C, K]);
    const logVariance = rng(2).normal([B, C, K]);
    const logits = rng(3).normal([B, C]);
    const q = normalMixture({ logits, mean, logVariance });
    const z = q.sample(rng(4), 5);
    expect(z.shape).toEqual([5, B, K]);
    const w = numbersOf(logits.softmax());
    const parts = [0, 1, 2].map((c) =>
      numbersOf(
        normal({
          mean: mean.slice([0, c, 0], [B, 1, K]).reshape([B, K]),
          logVariance: logVariance.slice([0, c, 0], [B, 1, K]).reshape([B, K]),
        }).logProb(z),
      ),
    );
    const exact = Array.from({ length: 5 * B }, (_, i) =>
      Math.log(
        parts.reduce((sum, part, c) => sum + at(w, (i % B) * C + c) * Math.exp(at(part, i)), 0),
      ),
    );
    expect(numbersOf(q.logProb(z))).toBeNear(exact, 1e-5);
    const m = numbersOf(mean);
    const means = Array.from({ length: B * K }, (_, i) =>
      [0, 1, 2].reduce(
        (sum, c) =>
          sum + at(w, Math.floor(i / K) * C + c) * at(m, (Math.floor(i / K) * C + c) * K + (i % K)),
        0,
      ),
    );
    expect(numbersOf(q.mean)).toBeNear(means, 1e-6);
  });
});

test("components that do not fit together are refused", () => {
  tf.tidy(() => {
    const [mean, logits] = [tf.zeros([3, 2]), tf.zeros([2])];
    expect(() => mixturePrior({ logits, mean, logVariance: mean })).toThrow(
      "logits, mean and logVariance must be [C], [C, K] and [C, K], got [2], [3,2] and [3,2]",
    );
  });
});
