import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { bernoulliCodes } from "@vae-lab/core/distributions";
import { learnedRebar, rebar } from "@vae-lab/core/estimators";
import { expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { bernoulliCase } from "./bernoulli-cases.ts";
import { exponential } from "./integrand.ts";
import { rebarMoments } from "./relaxed-moments.ts";

const R = 50_000;
const temperature = 0.5;
const testCase = bernoulliCase(exponential(1), [-0.8]);

/** The mean gradients in the scale η and in the logit. */
const gradientsAt = (scale: number) =>
  tf.tidy(() => {
    const { at } = learnedRebar({ temperature });
    const [byScale, byLogit] = tf.grads((eta: tf.Tensor, logits: tf.Tensor) => {
      const estimator = at({ "rebar.scale": eta }, tf.zeros([R, 1]));
      return estimator.expectation(testCase.f, bernoulliCodes(logits), rng(1)).mean();
    })([tf.scalar(scale), tf.fill([R, 1], -0.8)]);
    return {
      byScale: numberOf(byScale ?? tf.scalar(0)),
      byLogit: numbersOf(byLogit ?? tf.zeros([1])),
    };
  });

test.each([0, 0.5, 1, 2])(
  "the gradient of the scale at η = %d is minus half the derivative of the variance",
  (scale) => {
    const variance = (eta: number) => rebarMoments(testCase, { temperature, scale: eta }).variance;
    // The variance is quadratic in η, so a central difference is exact
    const exact = -(variance(scale + 1) - variance(scale - 1)) / 4;
    expect(Math.abs(gradientsAt(scale).byScale - exact)).toBeLessThan(0.03 * (1 + Math.abs(exact)));
  },
);

test("the gradient in q's parameters equals REBAR's at the same scale", () => {
  const { byLogit } = gradientsAt(0.5);
  const same = tf.tidy(() =>
    numbersOf(
      tf.grad((logits: tf.Tensor) =>
        rebar({ temperature, scale: 0.5 })
          .expectation(testCase.f, bernoulliCodes(logits), rng(1))
          .mean(),
      )(tf.fill([R, 1], -0.8)),
    ),
  );
  expect(byLogit).toBeNear(same, 1e-5);
  expect(at(byLogit, 0)).not.toBe(0);
});
