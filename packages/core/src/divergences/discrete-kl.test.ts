import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { bernoulliCodes, uniformBernoulli } from "../distributions/bernoulli.ts";
import { categoricalCodes, uniformCategorical } from "../distributions/categorical.ts";
import { rng } from "../random/rng.ts";
import {
  bernoulliForwardKl,
  bernoulliReverseKl,
  categoricalForwardKl,
  categoricalReverseKl,
} from "./discrete-kl.ts";

const logSigmoid = (l: number) => Math.min(l, 0) - Math.log1p(Math.exp(-Math.abs(l)));
/** Σ p (log p − log r) in double precision. */
const exactCoin = (l: number, r: number) =>
  Math.exp(logSigmoid(l)) * (logSigmoid(l) - logSigmoid(r)) +
  Math.exp(logSigmoid(-l)) * (logSigmoid(-l) - logSigmoid(-r));

const coin = (l: number) => bernoulliCodes(tf.tensor2d([[l]]));
const sigmoid = (l: number) => 1 / (1 + Math.exp(-l));

describe("KL between coins", () => {
  test("is Σ p (log p − log r), with its gradients, from −500 to 500", () => {
    const logit = fc.double({ min: -500, max: 500, noNaN: true }).map(Math.fround);
    fc.assert(
      fc.property(logit, logit, (l, r) => {
        const { value, grads } = tf.tidy(() =>
          tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) =>
            bernoulliReverseKl.total(bernoulliCodes(a), bernoulliCodes(b)),
          )([tf.tensor2d([[l]]), tf.tensor2d([[r]])]),
        );
        const exact = exactCoin(l, r);
        expect(Math.abs(numberOf(value) - exact)).toBeLessThanOrEqual(1e-6 * (1 + exact));
        expect(numberOf(value)).toBeGreaterThanOrEqual(0);
        const slope = (l - r) * sigmoid(l) * sigmoid(-l);
        expect(Math.abs(numberOf(at(grads, 0)) - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
        expect(numberOf(at(grads, 1))).toBeCloseTo(sigmoid(r) - sigmoid(l), 6);
        tf.dispose([value, ...grads]);
      }),
    );
  });

  test.each([1e-2, 1e-3, 1e-4])("does not cancel where they differ by %d", (d) => {
    const [l, r] = [Math.fround(0.5), Math.fround(0.5 + d)];
    const found = tf.tidy(() => numberOf(bernoulliReverseKl.total(coin(l), coin(r))));
    // ½ p(1 − p) d² to first order, with the third cumulant's next term
    const [p, e] = [sigmoid(l), r - l];
    const exact = (p * (1 - p) * e ** 2) / 2 + (p * (1 - p) * (1 - 2 * p) * e ** 3) / 6;
    // A few roundings of its two terms, each of size p·d
    expect(Math.abs(found - exact)).toBeLessThan(4 * 2 ** -24 * p * e + e ** 4);
  });

  test("the other way round has the laws exchanged", () => {
    tf.tidy(() => {
      expect(numberOf(bernoulliForwardKl.total(coin(1), coin(-2)))).toBe(
        numberOf(bernoulliReverseKl.total(coin(-2), coin(1))),
      );
    });
  });

  test("from fair coins is K log 2 less the entropy", () => {
    tf.tidy(() => {
      const q = bernoulliCodes(rng(1).normal([4, 5]));
      const expected = tf.sub(5 * Math.log(2), q.entropy());
      expect(numbersOf(bernoulliReverseKl.total(q, uniformBernoulli))).toBeNear(
        numbersOf(expected),
        1e-5,
      );
    });
  });

  test("gives a prior that all examples share the sum of their gradients", () => {
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

describe("KL between classes", () => {
  const logits = fc.array(fc.double({ min: -500, max: 500, noNaN: true }).map(Math.fround), {
    minLength: 3,
    maxLength: 3,
  });
  const logMasses = (row: readonly number[]) => {
    const most = Math.max(...row);
    const total = Math.log(row.reduce((sum, l) => sum + Math.exp(l - most), 0)) + most;
    return row.map((l) => l - total);
  };

  test("is Σ p (log p − log r) from −500 to 500, and its gradient p (log p/r − KL)", () => {
    fc.assert(
      fc.property(logits, logits, (l, r) => {
        const [p, s] = [logMasses(l), logMasses(r)];
        const exact = p.reduce((sum, logP, c) => sum + Math.exp(logP) * (logP - at(s, c)), 0);
        const { value, grads } = tf.tidy(() =>
          tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) =>
            categoricalReverseKl.total(
              categoricalCodes({ logits: a, classes: 3 }),
              categoricalCodes({ logits: b, classes: 3 }),
            ),
          )([tf.tensor2d([l]), tf.tensor2d([r])]),
        );
        expect(Math.abs(numberOf(value) - exact)).toBeLessThanOrEqual(2e-6 * (1 + Math.abs(exact)));
        p.forEach((logP, c) => {
          const slope = Math.exp(logP) * (logP - at(s, c) - exact);
          const pull = Math.exp(at(s, c)) - Math.exp(logP);
          expect(Math.abs(at(numbersOf(at(grads, 0)), c) - slope)).toBeLessThan(1e-3);
          expect(Math.abs(at(numbersOf(at(grads, 1)), c) - pull)).toBeLessThan(1e-4);
        });
        tf.dispose([value, ...grads]);
      }),
    );
  });

  test("of two classes is that of coins, per unit", () => {
    tf.tidy(() => {
      const pair = (l: tf.Tensor) =>
        categoricalCodes({
          logits: tf.stack([l, tf.zerosLike(l)], -1).reshape([4, 6]),
          classes: 2,
        });
      const [l, r] = [rng(1).normal([4, 3]), rng(2).normal([4, 3])];
      const coins = bernoulliReverseKl.perUnit(bernoulliCodes(l), bernoulliCodes(r));
      const classes = categoricalReverseKl.perUnit(pair(l), pair(r));
      expect(classes.shape).toEqual([4, 3]);
      expect(numbersOf(classes)).toBeNear(numbersOf(coins), 1e-5);
      expect(numbersOf(categoricalForwardKl.total(pair(l), pair(r)))).toBeNear(
        numbersOf(bernoulliForwardKl.total(bernoulliCodes(l), bernoulliCodes(r))),
        1e-5,
      );
    });
  });

  test("does not cancel where they are near each other", () => {
    tf.tidy(() => {
      const of = (l: number) => categoricalCodes({ logits: tf.tensor2d([[l, 0, 0]]), classes: 3 });
      const e = Math.fround(1 + 1e-3) - 1;
      const p = Math.E / (Math.E + 2);
      const exact = (p * (1 - p) * e ** 2) / 2 + (p * (1 - p) * (1 - 2 * p) * e ** 3) / 6;
      expect(numberOf(categoricalReverseKl.total(of(1), of(1 + e))) / exact).toBeCloseTo(1, 2);
    });
  });

  test("from the uniform law is U log C less the entropy", () => {
    tf.tidy(() => {
      const q = categoricalCodes({ logits: rng(1).normal([4, 6]), classes: 3 });
      const expected = tf.sub(2 * Math.log(3), q.entropy());
      expect(numbersOf(categoricalReverseKl.total(q, uniformCategorical(3)))).toBeNear(
        numbersOf(expected),
        1e-5,
      );
    });
  });

  test("between different numbers of classes is refused", () => {
    expect(() =>
      tf.tidy(() =>
        categoricalReverseKl.total(
          categoricalCodes({ logits: tf.zeros([1, 6]), classes: 3 }),
          uniformCategorical(2),
        ),
      ),
    ).toThrow("both laws must have 3 classes, got 2");
  });
});
