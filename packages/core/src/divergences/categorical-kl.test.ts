import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { bernoulliCodes } from "../distributions/bernoulli.ts";
import { categoricalCodes, uniformCategorical } from "../distributions/categorical.ts";
import { rng } from "../random/rng.ts";
import { bernoulliForwardKl, bernoulliReverseKl } from "./bernoulli-kl.ts";
import { categoricalForwardKl, categoricalReverseKl } from "./categorical-kl.ts";

describe("KL between categorical distributions", () => {
  const logits = fc.array(fc.double({ min: -500, max: 500, noNaN: true }).map(Math.fround), {
    minLength: 3,
    maxLength: 3,
  });
  const logMasses = (row: readonly number[]) => {
    const max = Math.max(...row);
    const total = Math.log(row.reduce((sum, l) => sum + Math.exp(l - max), 0)) + max;
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

  test("of two classes equals the Bernoulli KL, per unit", () => {
    tf.tidy(() => {
      const pair = (l: tf.Tensor) =>
        categoricalCodes({
          logits: tf.stack([l, tf.zerosLike(l)], -1).reshape([4, 6]),
          classes: 2,
        });
      const [l, r] = [rng(1).normal([4, 3]), rng(2).normal([4, 3])];
      const binary = bernoulliReverseKl.perUnit(bernoulliCodes(l), bernoulliCodes(r));
      const classes = categoricalReverseKl.perUnit(pair(l), pair(r));
      expect(classes.shape).toEqual([4, 3]);
      expect(numbersOf(classes)).toBeNear(numbersOf(binary), 1e-5);
      expect(numbersOf(categoricalForwardKl.total(pair(l), pair(r)))).toBeNear(
        numbersOf(bernoulliForwardKl.total(bernoulliCodes(l), bernoulliCodes(r))),
        1e-5,
      );
    });
  });

  test("does not cancel at logits near each other", () => {
    tf.tidy(() => {
      const of = (l: number) => categoricalCodes({ logits: tf.tensor2d([[l, 0, 0]]), classes: 3 });
      const e = Math.fround(1 + 1e-3) - 1;
      const p = Math.E / (Math.E + 2);
      const exact = (p * (1 - p) * e ** 2) / 2 + (p * (1 - p) * (1 - 2 * p) * e ** 3) / 6;
      expect(numberOf(categoricalReverseKl.total(of(1), of(1 + e))) / exact).toBeCloseTo(1, 2);
    });
  });

  test("from the uniform distribution is U log C less the entropy", () => {
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
    ).toThrow("cannot compare categorical distributions of 3 and 2 classes");
  });
});
