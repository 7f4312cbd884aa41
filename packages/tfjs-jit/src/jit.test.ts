import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { numbers } from "../test/numbers.ts";
import { jit } from "./jit.ts";
import { statelessNormal } from "./noise.ts";

const x = numbers<tf.Rank.R2>([5, 4], 1);
const w = numbers<tf.Rank.R2>([4, 3], 2);

test("arguments and results are trees of tensors", () => {
  const f = jit((a: { pair: [tf.Tensor, tf.Tensor] }, b: tf.Tensor) => ({
    sum: a.pair[0].add(a.pair[1]),
    list: [a.pair[0].mul(b), b],
  }));
  const result = f({ pair: [tf.scalar(2), tf.scalar(3)] }, tf.scalar(4));
  expect(result.sum.arraySync()).toBe(5);
  expect(result.list.map((tensor) => tensor.arraySync())).toEqual([8, 4]);
});

test("a typed array is a tensor of rank 1", () => {
  const f = jit((values: tf.Tensor1D, counts: tf.Tensor) => values.mul(counts.cast("float32")));
  const product = f(Float32Array.of(1, 2, 3), Int32Array.of(4, 5, 6));
  expect([...product.dataSync()]).toEqual([4, 10, 18]);
});

test("the function itself runs only when a signature is new", () => {
  let calls = 0;
  const f = jit((y: tf.Tensor) => {
    calls++;
    return y.add(1);
  });
  f(tf.zeros([2]));
  const traced = calls;
  f(tf.ones([2]));
  expect(calls).toBe(traced);
  expect([...f(tf.ones([3])).dataSync()]).toEqual([2, 2, 2]);
  expect(calls).toBe(2 * traced);
  f(tf.ones([3], "int32"));
  expect(calls).toBe(3 * traced);
});

test("variables are read anew at each call, even two that share their values", () => {
  const shared = tf.scalar(1);
  const [a, b] = [tf.variable(shared), tf.variable(shared)];
  const f = jit(() => a.sub(b));
  expect(f().arraySync()).toBe(0);
  a.assign(tf.scalar(5));
  expect(f().arraySync()).toBe(4);
});

test("a disposed variable is named", () => {
  const gone = tf.variable(tf.scalar(1), true, "gone");
  const f = jit(() => gone.add(1));
  f();
  gone.dispose();
  expect(() => f()).toThrow('a compiled function uses variable "gone", now disposed');
});

test("a disposed argument is named by its place", () => {
  const gone = tf.scalar(1);
  gone.dispose();
  const f = jit((_: tf.Tensor, pair: { b: tf.Tensor }) => pair.b.add(1));
  expect(() => {
    expect(() => f(Float32Array.of(1), { b: gone })).toThrow("argument 1.b has been disposed");
  }).toLeakNoTensors();
});

test("a tensor around the function that is disposed of before it is traced is said to be", () => {
  const held = tf.tensor1d([1, 2, 3]);
  const v = tf.tidy(() => tf.variable(tf.scalar(1)));
  const uses = [
    ...[(y: tf.Tensor) => y.add(held), (y: tf.Tensor) => tf.matMul(y, held, false, true)],
    ...[() => tf.reshape(held, [3, 1]), () => tf.concat([held, held]), () => tf.clone(held)],
    ...[() => tf.cast(held, "int32"), () => tf.sum(held), () => held],
  ].map((f) => jit<[tf.Tensor], tf.Tensor>(f));
  const ofVariable = jit((y: tf.Tensor) => y.add(v));
  tf.dispose([held, v]);
  const said = /uses a tensor or variable that has been disposed|result has been disposed/;
  for (const f of [...uses, ofVariable]) expect(() => f(tf.ones([1, 3]))).toThrow(said);
});

test("other tensors are kept as they were, even if their owner disposes of them", () => {
  const owned = tf.tidy(() => tf.keep(tf.ones([3]).mul(2)));
  const f = jit((y: tf.Tensor) => y.add(owned));
  f(tf.zeros([3]));
  owned.dispose();
  expect([...f(tf.ones([3])).dataSync()]).toEqual([3, 3, 3]);
});

test("one tensor given twice is two inputs", () => {
  const f = jit((a: tf.Tensor, b: tf.Tensor) => a.sub(b));
  const y = tf.scalar(3);
  expect(f(y, y).arraySync()).toBe(0);
  expect(f(tf.scalar(5), y).arraySync()).toBe(2);
});

test("a compiled function inside another is part of it", () => {
  const square = jit((y: tf.Tensor) => y.square());
  const fourth = jit((y: tf.Tensor) => square(square(y)));
  fourth(tf.scalar(1));
  square.dispose();
  expect(fourth(tf.scalar(2)).arraySync()).toBe(16);
});

test("a typed array given to a compiled function inside another lasts as long as it is used", () => {
  const same = jit((y: tf.Tensor) => y);
  const f = jit((y: tf.Tensor) => y.mul(same(Float32Array.of(2, 3))));
  const x = tf.tensor1d([1, 10]);
  expect([...f(x).dataSync()]).toEqual([2, 30]);
  const gradient = tf.grad((y: tf.Tensor) => y.mul(same(Float32Array.of(2, 3))));
  expect([...gradient(x).dataSync()]).toEqual([2, 3]);
  expect(() => gradient(x).dispose()).toLeakNoTensors();
});

test("a compiled function can be differentiated", () => {
  const cube = jit((y: tf.Tensor) => y.pow(3));
  expect(tf.grad(cube)(tf.scalar(2)).arraySync()).toBeCloseTo(12, 5);
});

test("a function that fills a cache when first called is compiled as it is afterwards", () => {
  let cached: tf.Tensor | undefined;
  const f = jit((y: tf.Tensor) => {
    cached ??= tf.keep(tf.scalar(2).exp());
    return y.mul(cached);
  });
  expect(f(tf.scalar(1)).arraySync()).toBeCloseTo(Math.exp(2), 5);
});

test("rows are gathered by indices that differ between calls, and those outside are an error", () => {
  const f = jit((indices: tf.Tensor1D) => tf.gather(w, indices));
  for (const rows of [Int32Array.of(3, 0), Int32Array.of(1, 1)]) {
    expect(f(rows).dataSync()).toEqual(tf.gather(w, tf.tensor1d(rows, "int32")).dataSync());
  }
  expect(() => f(Int32Array.of(0, 4))).toThrow("indices[1] = 4 is not in [0, 4)");
});

test("noise differs between calls by its seed alone", () => {
  const f = jit((seed: tf.Tensor1D) => statelessNormal([4], seed));
  const draw = (a: number, b: number) => [...f(Int32Array.of(a, b)).dataSync()];
  expect(draw(1, 2)).toEqual([...statelessNormal([4], [1, 2]).dataSync()]);
  expect(draw(1, 3)).not.toEqual(draw(1, 2));
});

test("calling, compiling and disposing leave nothing behind", () => {
  const v = tf.variable(tf.ones([4, 3]));
  const f = jit((y: tf.Tensor2D) => y.matMul<tf.Tensor2D>(v).add(w.sum()));
  f(x).dispose();
  expect(() => f(x).dispose()).toLeakNoTensors();
  expect(() => {
    const g = jit((y: tf.Tensor2D) => y.matMul(w));
    g(x).dispose();
    g.dispose();
  }).toLeakNoTensors();
});

test("a disposed function cannot be called", () => {
  const f = jit(() => x.add(1));
  f.dispose();
  expect(() => f()).toThrow("the compiled function has been disposed");
});

test("what is no tensor is refused with its place", () => {
  const f = jit((options: { y: tf.Tensor; rate: number }) => options.y.mul(options.rate));
  expect(() => f({ y: x, rate: 2 })).toThrow("got number at 0.rate");
});

test("arguments of different structure are never taken for one another", () => {
  let traced: unknown;
  const f = jit((...args: unknown[]) => {
    traced = args;
    return tf.scalar(args.length).add(1);
  });
  const t = tf.scalar(2);
  const all = [
    ...[[], [t], [t, []], [t, {}], [[], t], [[t]], [{ 0: t }], [t, t], [[t, t]], [[t], [t]]],
    ...[[{ a: { b: t } }], [{ "a.b": t }], [{ a: t, b: t }], [{ b: t, a: t }], [{ 'a":{"b': t }]],
  ];
  const shape = (args: unknown) => JSON.stringify(args, (_, v) => (v instanceof tf.Tensor ? 0 : v));
  for (const args of all) {
    f(...args);
    expect(shape(traced)).toBe(shape(args));
  }
  f.dispose();
});

test("a function called with ever new shapes is refused", () => {
  const f = jit((y: tf.Tensor) => y.neg());
  for (let length = 1; length <= 64; length++) f(tf.zeros([length])).dispose();
  expect(() => f(tf.zeros([65]))).toThrow("at most 64 signatures, got one more: 0:float32[65]");
  f.dispose();
});
