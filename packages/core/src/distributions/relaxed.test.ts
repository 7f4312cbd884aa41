import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numberOf, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { bernoulliCodes } from "./bernoulli.ts";
import { categoricalCodes } from "./categorical.ts";
import type { Distribution, Relaxable, WithMean } from "./distribution.ts";

type Law = Distribution & Relaxable & WithMean;

const distributions: { name: string; of: (logits: tf.Tensor) => Law }[] = [
  { name: "bits", of: bernoulliCodes },
  { name: "classes", of: (logits) => categoricalCodes({ logits, classes: 3 }) },
];
const logits = () => tf.tensor2d([[0.4, -1.5, 1]]);
const n = 200_000;

/** Whether two samples of a number have one distribution: the largest gap between their distributions. */
const kolmogorovSmirnov = (a: Float32Array, b: Float32Array): number => {
  const [x, y] = [a.slice().sort(), b.slice().sort()];
  let [i, j, gap] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    if (at(x, i) <= at(y, j)) i++;
    else j++;
    gap = Math.max(gap, Math.abs(i / x.length - j / y.length));
  }
  return gap;
};
// P(gap > 2.2 √(2/n)) ≈ 2 exp(−2 · 2.2²): one in 8,000
const largestGap = 2.2 * Math.sqrt(2 / n);

describe.each(distributions)("relaxed $name", ({ of }) => {
  test.each([0.05, 0.5, 3])(
    "harden to the discrete distribution at temperature %d",
    (temperature) => {
      tf.tidy(() => {
        const q = of(logits());
        const { harden, sample } = q.relaxed({ temperature });
        numbersOf(harden(sample(rng(1), n)).mean(0)).forEach((share, k) => {
          const p = at(numbersOf(q.mean), k);
          expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
        });
      });
    },
  );

  test("drawn given a hard draw they harden to it, and have the distribution that is drawn freely", () => {
    tf.tidy(() => {
      const { harden, sample, soften, reparameterizedSampleGiven } = of(logits()).relaxed({
        temperature: 0.7,
      });
      const y = sample(rng(2), n);
      const b = harden(y);
      const again = reparameterizedSampleGiven(b, rng(3));
      expect(numberOf(tf.all(harden(again).equal(b)))).toBe(1);
      for (const k of [0, 1, 2]) {
        const free = soften(y).slice([0, 0, k], [n, 1, 1]).dataSync<"float32">();
        const given = soften(again).slice([0, 0, k], [n, 1, 1]).dataSync<"float32">();
        expect(kolmogorovSmirnov(free, given)).toBeLessThan(largestGap);
      }
    });
  });

  test("depend on their hard draw: another gives another distribution", () => {
    tf.tidy(() => {
      const { soften, harden, sample, reparameterizedSampleGiven } = of(logits()).relaxed({
        temperature: 0.7,
      });
      const given = soften(
        reparameterizedSampleGiven(harden(sample(rng(4), 1)).tile([n, 1, 1]), rng(5)),
      );
      const free = soften(sample(rng(6), n));
      const first = (t: tf.Tensor) => t.slice([0, 0, 0], [n, 1, 1]).dataSync<"float32">();
      expect(kolmogorovSmirnov(first(given), first(free))).toBeGreaterThan(10 * largestGap);
    });
  });

  test("tend to the hard code as the temperature falls", () => {
    tf.tidy(() => {
      const gap = (temperature: number) => {
        const { harden, sample, soften } = of(logits()).relaxed({ temperature });
        const y = sample(rng(7), 10_000);
        return numberOf(soften(y).sub(harden(y)).abs().mean());
      };
      expect(gap(0.05)).toBeLessThan(0.03);
      expect(gap(1)).toBeGreaterThan(0.1);
    });
  });

  test.each([0.05, 1])("stay finite with logits of ±500 at temperature %d", (temperature) => {
    tf.tidy(() => {
      const extreme = tf.tensor2d([[500, -500, 0]]);
      const values = (f: (l: tf.Tensor) => tf.Tensor) => {
        const { value, grad } = tf.valueAndGrad((l: tf.Tensor) => f(l).sum())(extreme);
        return [...numbersOf(value), ...numbersOf(grad)];
      };
      const relaxed = (l: tf.Tensor) => of(l).relaxed({ temperature });
      const found = [
        ...values((l) => relaxed(l).soften(relaxed(l).reparameterizedSample(rng(1), 1000))),
        ...values((l) => relaxed(l).logProb(relaxed(l).reparameterizedSample(rng(1), 1000))),
        ...[tf.tensor3d([[[1, 0, 0]]]), tf.tensor3d([[[0, 1, 0]]])].flatMap((b) =>
          values((l) => {
            const given = relaxed(l).reparameterizedSampleGiven(b.tile([1000, 1, 1]), rng(2));
            return relaxed(l).soften(given);
          }),
        ),
      ];
      expect(found.filter((v) => !Number.isFinite(v))).toEqual([]);
    });
  });

  test("refuse a temperature that is not positive", () => {
    expect(() => tf.tidy(() => void of(logits()).relaxed({ temperature: 0 }))).toThrow(
      "temperature must be a number > 0, got 0",
    );
  });
});

test("the density of a relaxed bit integrates to 1 in logits", () => {
  tf.tidy(() => {
    const width = 0.01;
    const y = tf.range(-60, 60, width).reshape([-1, 1, 1]);
    const q = bernoulliCodes(tf.tensor2d([[0.8]])).relaxed({ temperature: 0.6 });
    expect(numberOf(q.logProb(y).exp().sum().mul(width))).toBeCloseTo(1, 4);
  });
});

test("the density of three relaxed classes integrates to 1 over two of their log ratios", () => {
  tf.tidy(() => {
    // v = (y₁ − y₃, y₂ − y₃), so that the code is softmax(v₁, v₂, 0)
    const width = 0.1;
    const v = tf.range(-30, 30, width);
    const side = v.shape[0] ?? 0;
    const [v1, v2] = [v.reshape([side, 1]).tile([1, side]), v.reshape([1, side]).tile([side, 1])];
    const y = tf.logSoftmax(tf.stack([v1, v2, tf.zerosLike(v1)], -1)).reshape([-1, 1, 3]);
    const q = categoricalCodes({ logits: logits(), classes: 3 }).relaxed({ temperature: 0.9 });
    const mass = q.logProb(y).exp().sum();
    expect(numberOf(mass.mul(width * width))).toBeCloseTo(1, 4);
  });
});
