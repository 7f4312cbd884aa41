import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { numbers } from "../test/numbers.ts";
import { emit } from "./emit.ts";
import { createGraph } from "./graph.ts";
import { kernels } from "./kernels.ts";
import { nativeBackend } from "./native.ts";
import { type Program, reachable } from "./program.ts";
import type { Rule } from "./rewrites/rule.ts";
import { openSession } from "./session.ts";
import { rules, simplify } from "./simplify.ts";
import { trace } from "./trace.ts";

const x = numbers<tf.Rank.R2>([6, 4], 1);
const w = numbers<tf.Rank.R2>([4, 3], 2);
const bias = numbers<tf.Rank.R1>([4], 3);
const column = numbers<tf.Rank.R2>([6, 1], 4);
const images = numbers<tf.Rank.R4>([2, 3, 3, 4], 5);
const tall = numbers<tf.Rank.R2>([3, 600], 6);
const wide = numbers<tf.Rank.R2>([512, 600], 7);
const matrixOfOnes = () => tf.ones([6, 4]);

interface Case {
  readonly rule: string;
  readonly of: () => tf.Tensor;
  /** The ops that remain after all rules. */
  readonly ops: readonly string[];
  /** Whether the rule needs tfjs-jit's kernels. */
  readonly needsKernels?: boolean;
}

const sigmoid = () => tf.sigmoid(images);
const likelier = () => tf.maximum(sigmoid(), tf.sub(1, sigmoid())).reshape([2, 3, 3, 1, 4]);
const dataOfImages = tf.tidy(() => numbers<tf.Rank.R3>([3, 3, 4], 8).abs());

const cases: readonly Case[] = [
  { rule: "a cast to its own type is removed", of: () => x.cast("float32").exp(), ops: ["Exp"] },
  {
    rule: "a reshape to its own shape is removed",
    of: () => x.reshape([6, -1]).exp(),
    ops: ["Exp"],
  },
  {
    rule: "two reshapes become the last one",
    of: () => x.reshape([24]).reshape([3, 8]),
    ops: ["Reshape"],
  },
  {
    rule: "a tensor filled with a constant becomes a constant",
    of: () => x.sub(tf.fill([6, 4], 3)),
    ops: ["Sub"],
  },
  {
    rule: "an op on a splat becomes a splat",
    of: () => x.sub(matrixOfOnes().neg()),
    ops: ["Sub"],
  },
  {
    rule: "an op on two splats becomes a splat",
    of: () => x.sub(matrixOfOnes().div(3).mul(0.7).add(matrixOfOnes())),
    ops: ["Sub"],
  },
  {
    rule: "a product with ones becomes the other factor, broadcast where needed",
    of: () => column.mul(matrixOfOnes()),
    ops: ["BroadcastTo"],
  },
  {
    rule: "a splat combined with a tensor of the result's shape becomes a scalar",
    of: () => x.mul(tf.fill([6, 4], 3)),
    ops: ["Mul"],
  },
  {
    rule: "a broadcast before an op that broadcasts is removed",
    of: () => column.mul(matrixOfOnes()).mul(x),
    ops: ["Mul"],
  },
  {
    rule: "a negation moves before a broadcast",
    of: () => column.mul(matrixOfOnes()).neg().mul(x),
    ops: ["Neg", "Mul"],
  },
  {
    rule: "a batch product of two matrices becomes a plain product",
    of: () => x.matMul(x, true, false).matMul(w),
    ops: ["MatMul", "MatMul"],
  },
  {
    rule: "a vector added to every row becomes a bias",
    of: () => images.add(bias),
    ops: ["BiasAdd"],
  },
  {
    rule: "a sum over all axes but the last becomes the gradient of a bias",
    of: () => images.sum([0, 1, 2]),
    ops: ["BiasAddGrad"],
  },
  {
    rule: "a product with the step of x, or the sign of relu(x), becomes the gradient of relu(x)",
    of: () => tf.grad((y) => y.relu().square())(x),
    ops: ["Relu", "Mul", "ReluGrad"],
  },
  {
    rule: "a product with 1 − tanh(x)² becomes the gradient of tanh(x)",
    of: () => tf.grad((y) => y.tanh().square())(x),
    ops: ["Tanh", "Mul", "TanhGrad"],
  },
  {
    rule: "Σ x·l − relu(l) + log Π max(σ(l), 1 − σ(l)) over the last axis becomes one kernel",
    of: () =>
      dataOfImages.mul(images).sub(images.relu()).sum(-1).add(likelier().prod(-1).log().sum(-1)),
    ops: ["TfjsJitBernoulliLogMass"],
    needsKernels: true,
  },
  {
    rule: "(x − σ(l))·d with one d for each row becomes one kernel",
    of: () => dataOfImages.sub(sigmoid()).mul(images.sum(-1, true)),
    ops: ["Sum", "TfjsJitBernoulliGradient"],
    needsKernels: true,
  },
  {
    rule: "a product with a transposed matrix whose rows conflict in the cache becomes the transpose of the swapped product",
    of: () => tall.matMul(wide, false, true),
    ops: ["MatMul", "Transpose"],
  },
];

const inUse = cases.filter(({ needsKernels }) => !needsKernels || kernels() === "tfjs-jit");

describe.each(inUse)("$rule", ({ rule, of, ops }) => {
  const program = trace(() => [of()]);

  test("leaves cheaper ops", () => {
    expect(opsOf(simplify(program)).sort()).toEqual([...ops].sort());
  });

  test("is necessary for that", () => {
    const others: Rule[] = rules.filter(({ name }) => name !== rule);
    expect(others).toHaveLength(rules.length - 1);
    expect(run(simplify(program, others)).text).not.toBe(run(simplify(program)).text);
  });

  test("changes no value", () => {
    expect(run(simplify(program)).values).toBeNear(of().dataSync(), 1e-6);
  });
});

test("every rule has its case", () => {
  expect(cases.map(({ rule }) => rule)).toEqual(rules.map(({ name }) => name));
});

test("a product with the sign of relu(x) is its gradient", () => {
  const program = trace(() => [x.sub(1).mul(x.relu().sign())]);
  expect(opsOf(simplify(program)).sort()).toEqual(["Relu", "ReluGrad", "Sub"]);
  expect(run(simplify(program)).values).toBeNear(x.sub(1).mul(x.relu().sign()).dataSync(), 1e-7);
});

test("equal ops on equal values run once", () => {
  const program = trace(() => [x.exp().add(x.exp())]);
  expect(opsOf(simplify(program, []))).toEqual(["Exp", "Add"]);
});

test("attributes that JSON does not distinguish stay different", () => {
  const slopes = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0, -0, 0.5];
  const program = trace(() => slopes.map((slope) => tf.leakyRelu(x, slope)));
  expect(new Set(simplify(program).outputs).size).toBe(slopes.length);
});

test("a vector that broadcasts a column, or is broadcast along its axis, does not become a bias", () => {
  const [one] = tf.split(bias, 4);
  const sums = () => [column.add(bias), x.add(one ?? bias)];
  for (const [i, expected] of sums().entries()) {
    const program = simplify(trace(() => sums().slice(i, i + 1)));
    expect(opsOf(program)).toEqual(["Add"]);
    expect(run(program).values).toBeNear(expected.dataSync(), 1e-7);
  }
});

test("a sum that keeps its axes, or omits one, does not become the gradient of a bias", () => {
  const program = trace(() => [images.sum([0, 1, 2], true), images.sum([0, 1])]);
  expect(opsOf(simplify(program))).toEqual(["Sum", "Sum"]);
});

test("a product is not swapped where its rows do not conflict, or the transposition costs as much", () => {
  const transposed = wide.transpose();
  const narrow = wide.slice([0, 0], [500, 600]);
  const short = [tall.slice([0, 0], [3, 100]), wide.slice([0, 0], [512, 100])] as const;
  for (const product of [
    () => tall.matMul(narrow, false, true),
    () => short[0].matMul(short[1], false, true),
    () => wide.matMul(wide, false, true),
    () => tall.matMul(transposed),
  ])
    expect(opsOf(simplify(trace(() => [product()])))).not.toContain("Transpose");
});

function opsOf(program: Program): string[] {
  return reachable(program).operations.map(({ op }) => op);
}

function run(program: Program): { text: string; values: Float32Array } {
  const graph = createGraph();
  const feeds = new Map<string, number>();
  const outputs = emit(graph, program, (source, { id, dtype, shape }) => {
    if (source.kind !== "captured") throw new Error(`unexpected ${source.kind}`);
    feeds.set(`captured_${id}`, source.handle);
    return graph.placeholder(`captured_${id}`, dtype, shape);
  });
  const session = openSession(graph);
  const [tensor] = session.run(feeds, outputs);
  session.close();
  const { binding } = nativeBackend();
  const values = Float32Array.from(binding.tensorDataSync(tensor?.id ?? -1));
  return { text: JSON.stringify(graph.nodes), values };
}
