import { existsSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { numbers } from "../test/numbers.ts";
import { runKernel } from "../test/run-kernel.ts";
import { withKernels } from "../test/with-kernels.ts";
import { kernels, kernelsFile } from "./kernels.ts";
import { adam } from "./optimizers/adam.ts";
import { compileTrainingStep } from "./training-step.ts";

test("the kernels are tfjs-jit's where they have been compiled, unless TFJS_JIT_KERNELS is off", () => {
  const isOff = process.env.TFJS_JIT_KERNELS === "off" || !existsSync(kernelsFile());
  expect(kernels()).toBe(isOff ? "TensorFlow" : "tfjs-jit");
});

const product = (a: tf.Tensor, b: tf.Tensor, transpose: boolean): Float32Array =>
  runKernel("TfjsJitMostlyZeroMatMul", [a, b], { transpose_a: transpose });

/** The product in float64. */
const exact = (a: tf.Tensor2D, b: tf.Tensor2D, transpose: boolean): number[] => {
  const [left, right] = [tf.tidy(() => (transpose ? a.transpose() : a).arraySync()), b.arraySync()];
  return (left as number[][]).flatMap((row) =>
    (right[0] ?? []).map((_, column) =>
      row.reduce((sum, value, i) => sum + value * (right[i]?.[column] ?? 0), 0),
    ),
  );
};

const withZeros = (shape: [number, number], seed: number): tf.Tensor2D =>
  tf.tidy(() => {
    const kept = numbers<tf.Rank.R2>(shape, seed).less(-0.6);
    return numbers<tf.Rank.R2>(shape, seed + 1).mul<tf.Tensor2D>(kept.cast("float32"));
  });

withKernels("tfjs-jit", "the product that skips zeros", () => {
  test.each([
    [1, 1, 1],
    [3, 5, 7],
    [4, 8, 8],
    [5, 9, 24],
    [7, 33, 41],
    [64, 50, 23],
    [13, 3, 63],
    [130, 196, 50],
    [6, 20, 48],
    [10, 30, 105],
  ])(
    "equals the exact product for %i × %i by %i columns, transposed or not",
    (rows, inner, columns) => {
      const right = numbers<tf.Rank.R2>([inner, columns], 3);
      const left = withZeros([rows, inner], 1);
      expect(product(left, right, false)).toBeNear(exact(left, right, false), 1e-5);
      const transposed = withZeros([inner, rows], 2);
      expect(product(transposed, right, true)).toBeNear(exact(transposed, right, true), 1e-5);
    },
  );

  test("is zero for a factor of zeros, even by infinities, and keeps NaN and infinity of its factor", () => {
    const infinities = tf.fill<tf.Rank.R2>([4, 9], Number.POSITIVE_INFINITY);
    expect([...product(tf.zeros([5, 4]), infinities, false)]).toEqual(Array(45).fill(0));
    const odd = tf.tensor2d([Number.NaN, 0, Number.POSITIVE_INFINITY, -0], [4, 1]);
    expect([...product(odd, tf.ones([1, 2]), false)]).toEqual([
      Number.NaN,
      Number.NaN,
      ...[0, 0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0],
    ]);
  });

  test("refuses factors of the wrong rank or lengths", () => {
    expect(() => product(tf.ones([2, 3]), tf.ones([2, 3]), false)).toThrow(/inner lengths/);
    expect(() => product(tf.ones([3]), tf.ones([3, 3]), false)).toThrow(/matrices/);
  });
});

const run = (op: string, ...inputs: readonly tf.Tensor[]): Float32Array => runKernel(op, inputs);

const sigmoid = (l: number): number => 1 / (1 + Math.exp(-l));
const logMassOf = (l: number, x: number): number =>
  x * l - Math.max(l, 0) - Math.log1p(Math.exp(-Math.abs(l)));

withKernels("tfjs-jit", "the log mass of Bernoulli variables", () => {
  const logitsOf = (shape: [number, number], scale: number) =>
    tf.tidy(() => numbers<tf.Rank.R2>(shape, 5).mul<tf.Tensor2D>(scale));

  test.each([
    [1, 1, 1],
    [4, 7, 2],
    [6, 8, 6],
    [6, 100, 3],
    [10, 784, 5],
  ])(
    "and its gradient equal float64's for %i rows of %i logits with %i rows of data",
    (rows, width, dataRows) => {
      for (const scale of [0.1, 3, 100]) {
        const logits = logitsOf([rows, width], scale);
        const data = tf.tidy(() => numbers<tf.Rank.R2>([dataRows, width], 6).abs<tf.Tensor2D>());
        const outer = numbers<tf.Rank.R2>([rows, 1], 7);
        const [l, x, d] = [logits.arraySync(), data.arraySync(), outer.dataSync()];
        const at = (row: number, i: number) => x[row % dataRows]?.[i] ?? 0;
        const masses = l.map((row, r) =>
          row.reduce((sum, logit, i) => sum + logMassOf(logit, at(r, i)), 0),
        );
        const gradients = l.flatMap((row, r) =>
          row.map((logit, i) => (at(r, i) - sigmoid(logit)) * (d[r] ?? 0)),
        );
        expect(run("TfjsJitBernoulliLogMass", logits, data)).toBeNear(masses, 2e-6);
        expect(run("TfjsJitBernoulliGradient", logits, data, outer)).toBeNear(gradients, 1e-6);
      }
    },
  );

  test("are exact at logits of 0 and of ±1000, and NaN at NaN", () => {
    const wide = (logit: number) => tf.fill<tf.Rank.R2>([1, 9], logit);
    const [ones, outer] = [tf.ones([1, 9]), tf.ones([1, 1])];
    expect(run("TfjsJitBernoulliLogMass", wide(1000), ones)[0]).toBe(0);
    expect(run("TfjsJitBernoulliLogMass", wide(-1000), ones)[0]).toBe(-9000);
    expect(run("TfjsJitBernoulliLogMass", wide(Number.NaN), ones)[0]).toBeNaN();
    expect(run("TfjsJitBernoulliLogMass", wide(0), ones)).toBeNear([-9 * Math.LN2], 1e-6);
    const gradient = (logit: number) => [
      ...run("TfjsJitBernoulliGradient", wide(logit), ones, outer),
    ];
    expect(gradient(1000)).toEqual(Array(9).fill(0));
    expect(gradient(-1000)).toEqual(Array(9).fill(1));
    expect(gradient(0)).toEqual(Array(9).fill(0.5));
    expect(gradient(Number.NaN)).toEqual(Array(9).fill(Number.NaN));
  });

  test("refuses data whose rows do not repeat", () => {
    expect(() => run("TfjsJitBernoulliLogMass", tf.ones([3, 4]), tf.ones([2, 4]))).toThrow(
      /repeat/,
    );
    expect(() => run("TfjsJitBernoulliLogMass", tf.ones([3, 4]), tf.ones([3, 5]))).toThrow(
      /last axes/,
    );
  });
});

/** w moves at each step; `copy` gets its value. */
const moving = () => {
  const w = tf.variable(tf.tensor1d([1, 2, 3]));
  const copy = tf.variable(tf.tensor1d([0, 0, 0]));
  const step = compileTrainingStep({
    variables: { w },
    nonTrainable: { copy },
    inputs: {},
    loss: () => ({
      loss: w.reshape([3, 1]).square().sum<tf.Scalar>(),
      parts: { sum: w.sum<tf.Scalar>() },
      next: { copy: w.reshape([3]) },
    }),
    optimizer: adam({ learningRate: 0.5 }),
  });
  return { step, w, copy };
};

describe("an update in place", () => {
  test("changes no values that were read, synced or written before", () => {
    const { step, w } = moving();
    step.run([{}]);
    step.sync();
    const state = step.read();
    const [kept, values] = [state.variables.w?.slice(), w.dataSync().slice()];
    step.run([{}, {}]);
    expect(state.variables.w).toEqual(kept);
    expect(w.dataSync()).toEqual(values);
    step.write(state);
    step.run([{}]);
    expect(state.variables.w).toEqual(kept);
    step.dispose();
  });

  test("comes after everything else that reads the variable, also through a view", () => {
    const { step } = moving();
    const seen: number[][] = [];
    for (let i = 0; i < 5; i++) {
      const before = [...(step.read().variables.w ?? [])];
      const { loss, parts } = step.run([{}]);
      const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
      expect([loss[0] ?? 0]).toBeNear([sum(before.map((value) => value ** 2))], 1e-5);
      expect([parts.sum[0] ?? 0]).toBeNear([sum(before)], 1e-5);
      expect([...(step.read().variables.copy ?? [])]).toEqual(before);
      seen.push(before);
    }
    expect(new Set(seen.map(String)).size).toBe(5);
    step.dispose();
  });

  test("comes after reports of the variable itself, and after gradients that are other variables", () => {
    const [u, w] = [tf.variable(tf.tensor1d([1, 2])), tf.variable(tf.tensor1d([3, 5]))];
    const s = tf.variable(tf.scalar(2));
    const loss = () =>
      u
        .mul(w)
        .sum()
        .add(s.mul(s).mul(0.5))
        .add(
          w
            .reshape([2, 1])
            .mul(u.reshape([2, 1]))
            .sum(),
        );
    const step = compileTrainingStep({
      variables: { u, w, s },
      inputs: {},
      loss: () => ({ loss: loss() as tf.Scalar, parts: { s: s.clone() } }),
      optimizer: adam({ learningRate: 0.1 }),
    });
    const { parts } = step.run(Array.from({ length: 5 }, () => ({})));
    const { variables } = step.read();
    step.dispose();
    const eager = tf.train.adam(0.1);
    for (let i = 0; i < 5; i++) {
      expect([parts.s[i] ?? 0]).toBeNear(s.dataSync(), 2e-5);
      eager.minimize(() => loss() as tf.Scalar, false, [u, w, s]);
    }
    for (const [name, variable] of Object.entries({ u, w, s }))
      expect(variables[name]).toBeNear(variable.dataSync(), 2e-5);
  });

  test("moves each number as Adam's formulas say, in float64, for every length of a vector", () => {
    for (const length of [1, 7, 8, 9, 63, 64, 100]) {
      const w = tf.variable(numbers<tf.Rank.R1>([length], length));
      const target = numbers<tf.Rank.R1>([length], 2 * length);
      const rates = { learningRate: 0.1, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 };
      const expected = [...w.dataSync()].map((value, i) => {
        let [mean, square] = [0, 0];
        let moved = value;
        for (let t = 1; t <= 3; t++) {
          const gradient = 2 * (moved - (target.dataSync()[i] ?? 0));
          mean += (gradient - mean) * (1 - rates.beta1);
          square += (gradient ** 2 - square) * (1 - rates.beta2);
          const root = Math.sqrt(square / (1 - rates.beta2 ** t));
          moved -= (rates.learningRate * mean) / (1 - rates.beta1 ** t) / (root + rates.epsilon);
        }
        return moved;
      });
      const step = compileTrainingStep({
        variables: { w },
        inputs: {},
        loss: () => w.sub(target).square().sum<tf.Scalar>(),
        optimizer: adam(rates),
      });
      step.run([{}, {}, {}]);
      expect(step.read().variables.w).toBeNear(expected, 2e-6);
      step.dispose();
    }
  });
});
