import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { isNormalised, requireNormalised } from "./base-measure.ts";
import { bernoulli } from "./bernoulli.ts";
import { gaussian } from "./gaussian.ts";

const numbers = (f: () => tf.Tensor) => tf.tidy(() => numbersOf(f()));

describe("the measure of a likelihood", () => {
  const bits = Float32Array.of(0, 1, 1);
  const grey = Float32Array.of(0, 0.5, 1);

  test("is a probability for bits under a Bernoulli distribution, and nothing for grey values", () => {
    const { measureOf } = bernoulli();
    expect(measureOf(bits).kind).toBe("counting");
    expect(measureOf(grey).kind).toBe("unnormalised");
    expect([bits, grey].map((data) => isNormalised(measureOf(data)))).toEqual([true, false]);
  });

  test("is a density under a Gaussian distribution, whatever the data", () => {
    expect(gaussian({ variance: 1 }).measureOf(grey).kind).toBe("lebesgue");
  });

  test("refuses claims about log p(x) that are about nothing", () => {
    expect(() => requireNormalised("IWAE", bernoulli().measureOf(grey))).toThrow(
      "IWAE must be of a normalised likelihood, got the unnormalised cross-entropy of grey values",
    );
    expect(() => requireNormalised("IWAE", bernoulli().measureOf(bits))).not.toThrow();
  });
});

test.each([
  ["Bernoulli", bernoulli(), (mean: number) => mean * (1 - mean)],
  ["Gaussian", gaussian({ variance: 0.3 }), () => 0.3],
])(
  "draws of the %s likelihood have its mean and variance, within four standard errors",
  (_, likelihood, varianceAt) => {
    tf.tidy(() => {
      const n = 100_000;
      const outputs = tf.tensor3d([[[-1, 0, 0.7]]]).tile([n, 1, 1]);
      const draws = likelihood.sample(outputs, rng(1));
      expect(draws.shape).toEqual([n, 1, 3]);
      const { mean, variance } = tf.moments(draws, [0, 1]);
      const means = numbersOf(likelihood.mean(outputs.slice([0], [1])));
      means.forEach((m, d) => {
        const v = varianceAt(m);
        expect(Math.abs(at(numbersOf(mean), d) - m)).toBeLessThan(4 * Math.sqrt(v / n));
        expect(Math.abs(at(numbersOf(variance), d) - v)).toBeLessThan(4 * v * Math.sqrt(2 / n));
      });
    });
  },
);

describe("the Bernoulli likelihood", () => {
  const { logProb, mean, requireData } = bernoulli();

  test("is minus the cross-entropy of tfjs, summed over pixels", () => {
    tf.tidy(() => {
      const logits = rng(1).normal([2, 3, 5]).mul(2);
      const x = rng(2).uniform([3, 5]);
      const crossEntropy = tf.losses.sigmoidCrossEntropy(
        tf.tile(x.expandDims(0), [2, 1, 1]),
        logits,
        1,
        0,
        tf.Reduction.NONE,
      );
      expect(logProb(logits, x).dataSync()).toBeNear(crossEntropy.sum(-1).neg().dataSync(), 1e-6);
    });
  });

  test("sums to 1 over all binary images", () => {
    tf.tidy(() => {
      const binary = Array.from({ length: 16 }, (_, i) =>
        [0, 1, 2, 3].map((bit) => (i >> bit) & 1),
      );
      const logits = rng(3).normal([1, 1, 4]).tile([1, 16, 1]);
      const total = logProb(logits, tf.tensor2d(binary)).exp().sum().dataSync()[0];
      expect(total).toBeCloseTo(1, 5);
    });
  });

  // In double precision, from the smallest logits to 100
  const logSigmoid = (v: number) => -(Math.max(-v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
  const logits = Float32Array.from({ length: 801 }, (_, i) => (i - 400) / 4);
  const columns = Array.from(logits, (l) => [l]);

  test.each([0, 0.3, 1])("of x = %d is right to three roundings of 1 or of the logit", (x) => {
    const found = numbers(() => logProb(tf.tensor3d([columns]), tf.fill([801, 1], x)));
    found.forEach((value, i) => {
      const l = logits[i] ?? Number.NaN;
      const exact = Math.fround(x) * logSigmoid(l) + (1 - Math.fround(x)) * logSigmoid(-l);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(3 * 2 ** -24 * Math.max(1, Math.abs(l)));
    });
  });

  test.each([0, 0.3, 1])("has the gradient x − σ(l), x = %d, to a rounding of 1", (x) => {
    const found = numbers(() =>
      tf.grad((l) => logProb(l, tf.fill([801, 1], x)))(tf.tensor3d([columns])),
    );
    found.forEach((slope, i) => {
      const exact = Math.fround(x) - 1 / (1 + Math.exp(-(logits[i] ?? Number.NaN)));
      expect(Math.abs(slope - exact)).toBeLessThanOrEqual(2 ** -23);
    });
  });

  test("loses in the tails less than a ten-thousandth of a nat for an image of 784 pixels", () => {
    const sure = [-30, -20, -17, -16, -12, -8];
    for (const l of sure) {
      const [value = Number.NaN] = numbers(() =>
        logProb(tf.fill([1, 1, 784], l), tf.zeros([1, 784])),
      );
      expect(Math.abs(value - 784 * logSigmoid(-l))).toBeLessThan(1e-4);
    }
  });

  test("has in its table what each pair has alone", () => {
    tf.tidy(() => {
      const outputs = rng(4).normal([7, 5]).mul(3);
      const x = rng(5).uniform([4, 5]);
      const pairs = logProb(outputs.expandDims(1).tile([1, 4, 1]), x);
      const table = bernoulli().logProbTable?.(outputs, x) ?? tf.zeros([0]);
      expect(numbersOf(table.transpose())).toBeNear(numbersOf(pairs), 1e-6);
    });
  });

  test("has the sigmoid of the logits for its mean", () => {
    expect(numbers(() => mean(tf.tensor1d([0, 100, -100])))).toBeNear([0.5, 1, 0], 1e-6);
  });

  test("refuses values that are not in [0, 1]", () => {
    expect(() => requireData("data", Float32Array.of(0, 1, 1.5))).toThrow(
      "data[2] must be in [0, 1], got 1.5",
    );
    expect(() => requireData("data", Float32Array.of(Number.NaN))).toThrow(
      "data[0] must be in [0, 1], got NaN",
    );
    expect(() => requireData("data", Float32Array.of(0, 0.5, 1))).not.toThrow();
  });
});

describe("the Gaussian likelihood", () => {
  test.each([0.1, 1, 3])(
    "of variance %d is the mean squared error, scaled, up to its constant",
    (variance) => {
      tf.tidy(() => {
        const outputs = rng(1).normal([2, 3, 5]);
        const x = rng(2).uniform([3, 5]);
        const D = 5;
        const mse = outputs.sub(x).square().mean(-1);
        const constant = (D / 2) * Math.log(2 * Math.PI * variance);
        const expected = mse.mul(-D / (2 * variance)).sub(constant);
        const { logProb } = gaussian({ variance });
        expect(logProb(outputs, x).dataSync()).toBeNear(expected.dataSync(), 1e-6);

        const weights = rng(3).normal([2, 3]);
        const gradient = (f: (o: tf.Tensor) => tf.Tensor) =>
          tf
            .grad((o) => f(o).mul(weights).sum())(outputs)
            .dataSync();
        expect(gradient((o) => logProb(o, x))).toBeNear(
          gradient((o) =>
            o
              .sub(x)
              .square()
              .sum(-1)
              .mul(-0.5 / variance),
          ),
          1e-6,
        );
      });
    },
  );

  test("integrates to 1", () => {
    tf.tidy(() => {
      const width = 0.01;
      const x = tf.range(-10, 10, width).expandDims(-1);
      const outputs = tf.fill([1, x.shape[0] ?? 0, 1], 0.7);
      const mass = gaussian({ variance: 0.5 }).logProb(outputs, x).exp().sum().mul(width);
      expect(mass.dataSync()[0]).toBeCloseTo(1, 4);
    });
  });

  test("refuses a variance that is not positive, and data that are not finite", () => {
    expect(() => gaussian({ variance: 0 })).toThrow("variance must be a number > 0, got 0");
    const { requireData } = gaussian({ variance: 1 });
    expect(() => requireData("data", Float32Array.of(1, Number.POSITIVE_INFINITY))).toThrow(
      "data[1] must be a finite number, got Infinity",
    );
    expect(() => requireData("data", Float32Array.of(-4, 9))).not.toThrow();
  });
});
