import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { bernoulliCodes, uniformBernoulli } from "../distributions/bernoulli.ts";
import { rng } from "../random/rng.ts";
import { bernoulliForwardKl, bernoulliReverseKl } from "./bernoulli-kl.ts";

const logSigmoid = (l: number) => Math.min(l, 0) - Math.log1p(Math.exp(-Math.abs(l)));
/** Σ p (log p − log r) in double precision. */
const exactKl = (l: number, r: number) =>
  Math.exp(logSigmoid(l)) * (logSigmoid(l) - logSigmoid(r)) +
  Math.exp(logSigmoid(-l)) * (logSigmoid(-l) - logSigmoid(-r));

const unit = (l: number) => bernoulliCodes(tf.tensor2d([[l]]));
const sigmoid = (l: number) => 1 / (1 + Math.exp(-l));

describe("KL between Bernoulli distributions", () => {
  test("is Σ p (log p − log r), with its gradients, from −500 to 500", () => {
    const logit = fc.double({ min: -500, max: 500, noNaN: true }).map(Math.fround);
    fc.assert(
      fc.property(logit, logit, (l, r) => {
        const { value, grads } = tf.tidy(() =>
          tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) =>
            bernoulliReverseKl.total(bernoulliCodes(a), bernoulliCodes(b)),
          )([tf.tensor2d([[l]]), tf.tensor2d([[r]])]),
        );
        const exact = exactKl(l, r);
        expect(Math.abs(numberOf(value) - exact)).toBeLessThanOrEqual(1e-6 * (1 + exact));
        expect(numberOf(value)).toBeGreaterThanOrEqual(0);
        const slope = (l - r) * sigmoid(l) * sigmoid(-l);
        expect(Math.abs(numberOf(at(grads, 0)) - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
        expect(numberOf(at(grads, 1))).toBeCloseTo(sigmoid(r) - sigmoid(l), 6);
        tf.dispose([value, ...grads]);
      }),
    );
  });

  test.each([1e-2, 1e-3, 1e-4])("does not cancel at logits that differ by %d", (d) => {
    const [l, r] = [Math.fround(0.5), Math.fround(0.5 + d)];
    const found = tf.tidy(() => numberOf(bernoulliReverseKl.total(unit(l), unit(r))));
    // ½ p(1 − p) d² to first order, with the third cumulant's next term
    const [p, e] = [sigmoid(l), r - l];
    const exact = (p * (1 - p) * e ** 2) / 2 + (p * (1 - p) * (1 - 2 * p) * e ** 3) / 6;
    // A few roundings of its two terms, each of size p·d
    expect(Math.abs(found - exact)).toBeLessThan(4 * 2 ** -24 * p * e + e ** 4);
  });

  test("in the forward direction is that with the distributions exchanged", () => {
    tf.tidy(() => {
      expect(numberOf(bernoulliForwardKl.total(unit(1), unit(-2)))).toBe(
        numberOf(bernoulliReverseKl.total(unit(-2), unit(1))),
      );
    });
  });

  test("from the uniform distribution is K log 2 less the entropy", () => {
    tf.tidy(() => {
      const q = bernoulliCodes(rng(1).normal([4, 5]));
      const expected = tf.sub(5 * Math.log(2), q.entropy());
      expect(numbersOf(bernoulliReverseKl.total(q, uniformBernoulli))).toBeNear(
        numbersOf(expected),
        1e-5,
      );
    });
  });

  test("gives a prior shared by all examples the sum of their gradients", () => {
    tf.tidy(() => {
      const q = bernoulliCodes(rng(1).normal([4, 3]));
      const gradient = tf.grad((l: tf.Tensor) =>
        bernoulliReverseKl.total(q, bernoulliCodes(l)).sum(),
      )(tf.tensor1d([0.1, -1, 2]));
      const expected = tf.tensor1d([0.1, -1, 2]).sigmoid().mul(4).sub(q.mean.sum(0));
      expect(numbersOf(gradient)).toBeNear(numbersOf(expected), 1e-6);
    });
  });
});
