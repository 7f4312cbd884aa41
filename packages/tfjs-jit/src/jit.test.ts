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

test("the function itself runs only for a new signature", () => {
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

test("variables are read at each call, even two that share a tensor", () => {
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
  expect(() => f()).toThrow('a compiled function uses variable "gone", which has been disposed');
});

test("a disposed argument is named by its path", () => {
  const gone = tf.scalar(1);
  gone.dispose();
  const f = jit((_: tf.Tensor, pair: { b: tf.Tensor }) => pair.b.add(1));
  expect(() => {
    expect(() => f(Float32Array.of(1), { b: gone })).toThrow("argument 1.b has been disposed");
  }).toLeakNoTensors();
});

test("an outer tensor that is disposed of before the function is traced is an error", () => {
  const outer = tf.tensor1d([1, 2, 3]);
  const v = tf.tidy(() => tf.variable(tf.scalar(1)));
  const uses = [
    ...[(y: tf.Tensor) => y.add(outer), (y: tf.Tensor) => tf.matMul(y, outer, false, true)],
    ...[() => tf.reshape(outer, [3, 1]), () => tf.concat([outer, outer]), () => tf.clone(outer)],
    ...[() => tf.cast(outer, "int32"), () => tf.sum(outer), () => outer],
  ].map((f) => jit<[tf.Tensor], tf.Tensor>(f));
  const ofVariable = jit((y: tf.Tensor) => y.add(v));
  tf.dispose([outer, v]);
  const said = /uses a tensor or variable that has been disposed|result has been disposed/;
  for (const f of [...uses, ofVariable]) expect(() => f(tf.ones([1, 3]))).toThrow(said);
});

test("other outer tensors keep their values, even if their owner disposes of them", () => {
  const owned = tf.tidy(() => tf.keep(tf.ones([3]).mul(2)));
  const f = jit((y: tf.Tensor) => y.add(owned));
  f(tf.zeros([3]));
  owned.dispose();
  expect([...f(tf.ones([3])).dataSync()]).toEqual([3, 3, 3]);
});

test("a tensor that is passed twice is two inputs", () => {
  const f = jit((a: tf.Tensor, b: tf.Tensor) => a.sub(b));
  const y = tf.scalar(3);
  expect(f(y, y).arraySync()).toBe(0);
  expect(f(tf.scalar(5), y).arraySync()).toBe(2);
});

test("a compiled function inside another becomes part of its graph", () => {
  const square = jit((y: tf.Tensor) => y.square());
  const fourth = jit((y: tf.Tensor) => square(square(y)));
  fourth(tf.scalar(1));
  square.dispose();
  expect(fourth(tf.scalar(2)).arraySync()).toBe(16);
});

test("the tensor of a typed array inside another compiled function lives as long as it is used", () => {
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

test("a function that fills a cache in its first call is compiled as it runs afterwards", () => {
  let cached: tf.Tensor | undefined;
  const f = jit((y: tf.Tensor) => {
    cached ??= tf.keep(tf.scalar(2).exp());
    return y.mul(cached);
  });
  expect(f(tf.scalar(1)).arraySync()).toBeCloseTo(Math.exp(2), 5);
});

test("rows are gathered by indices that differ between calls; an index out of range is an error", () => {
  const f = jit((indices: tf.Tensor1D) => tf.gather(w, indices));
  for (const rows of [Int32Array.of(3, 0), Int32Array.of(1, 1)]) {
    expect(f(rows).dataSync()).toEqual(tf.gather(w, tf.tensor1d(rows, "int32")).dataSync());
  }
  expect(() => f(Int32Array.of(0, 4))).toThrow("indices[1] = 4 is not in [0, 4)");
});

test("noise depends on its seed alone", () => {
  const f = jit((seed: tf.Tensor1D) => statelessNormal([4], seed));
  const draw = (a: number, b: number) => [...f(Int32Array.of(a, b)).dataSync()];
  expect(draw(1, 2)).toEqual([...statelessNormal([4], [1, 2]).dataSync()]);
  expect(draw(1, 3)).not.toEqual(draw(1, 2));
});

test("calling, compiling and disposing leak no tensors", () => {
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
  expect(() => f()).toThrow("cannot call a compiled function after dispose()");
});

test("an argument that is not a tensor is refused with its path", () => {
  const f = jit((options: { y: tf.Tensor; rate: number }) => options.y.mul(options.rate));
  expect(() => f({ y: x, rate: 2 })).toThrow("got number at 0.rate");
});

test("arguments of different structures have different signatures", () => {
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

test("a function is not compiled for more than 64 signatures", () => {
  const f = jit((y: tf.Tensor) => y.neg());
  for (let length = 1; length <= 64; length++) f(tf.zeros([length])).dispose();
  expect(() => f(tf.zeros([65]))).toThrow(
    "cannot compile more than 64 signatures of a function, got 0:float32[65]",
  );
  f.dispose();
});
