import * as tf from "@tensorflow/tfjs";
import type { Estimator } from "@vae-lab/core";
import { rng } from "@vae-lab/core";
import { bernoulliCodes, normal } from "@vae-lab/core/distributions";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { bernoulliRows } from "./bernoulli-rows.ts";
import { normalRows } from "./normal-rows.ts";
import { singleUnitRows } from "./single-unit-rows.ts";

// The means and variances of these estimators are tested in table.test.ts and exact.test.ts.

const anyNormal = () => normal({ mean: rng(1).normal([3, 2]), logVariance: rng(2).normal([3, 2]) });
const anyBernoulli = () => bernoulliCodes(rng(1).normal([3, 2]));

/** The value of the estimate and every argument that f was called with. */
const observed = <Q>(estimator: Estimator<Q>, q: Q) => {
  const seen: tf.Tensor[] = [];
  const f = (z: tf.Tensor) => {
    seen.push(z);
    return z.add(1).square().sum(-1);
  };
  const value = numbersOf(estimator.expectation(f, q, rng(3)));
  return { value, seen, f };
};

describe.each(normalRows)("$name, for normal codes", ({ estimator }) => {
  test("has the mean of f over its draws as its value", () => {
    tf.tidy(() => {
      const q = anyNormal();
      const { value, f } = observed(estimator, q);
      expect(value).toEqual(numbersOf(f(q.sample(rng(3), estimator.samples)).mean(0)));
    });
  });
});

describe.each([...bernoulliRows, ...singleUnitRows])(
  "$name, for Bernoulli codes",
  ({ name, estimator }) => {
    test("has the mean of f over its hard or relaxed draws as its value", () => {
      tf.tidy(() => {
        const { value, seen, f } = observed(estimator, anyBernoulli());
        const isValue = (z: tf.Tensor) =>
          z.shape[0] === estimator.samples &&
          numbersOf(f(z).mean(0)).every((v, i) => Math.abs(v - (value[i] ?? 0)) < 1e-5);
        const averaged = seen.find(isValue);
        expect(averaged?.shape).toEqual([estimator.samples, 3, 2]);
        const isHard = numbersOf(averaged ?? tf.scalar(0.5)).every((z) => z === 0 || z === 1);
        expect(isHard).toBe(!name.startsWith("Concrete"));
      });
    });
  },
);

/** The gradient in a of E (a·Σz²), and the mean of Σz² that it should equal. */
const ofOwnParameter = <Q>(estimator: Estimator<Q>, q: Q): [number, number] => {
  const [gradient, value] = tf.tidy(() => {
    const f = (a: tf.Tensor) => (z: tf.Tensor) => z.square().sum(-1).mul(a);
    const { value, grad } = tf.valueAndGrad((a: tf.Tensor) =>
      estimator.expectation(f(a), q, rng(3)).sum(),
    )(tf.scalar(0.7));
    return [numbersOf(grad), numbersOf(value)];
  });
  return [gradient?.[0] ?? Number.NaN, (value?.[0] ?? Number.NaN) / 0.7];
};

test.each(normalRows)("$name gives the parameters of f the mean of ∇f over the draws", (row) => {
  tf.tidy(() => {
    const [gradient, expected] = ofOwnParameter(row.estimator, anyNormal());
    expect(gradient).toBeCloseTo(expected, 4);
  });
});

test.each([...bernoulliRows, ...singleUnitRows])(
  "$name gives the parameters of f the mean of ∇f over its codes only",
  (row) => {
    tf.tidy(() => {
      const [gradient, expected] = ofOwnParameter(row.estimator, anyBernoulli());
      expect(gradient).toBeCloseTo(expected, 4);
    });
  },
);
