import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { type PhiloxRng, rng } from "./rng.ts";

/** What tfjs-node's backend can do and its public type does not tell. */
interface NativeBackend {
  readonly binding: { readonly TF_ATTR_TYPE: number };
  executeSingleOutput(op: string, attributes: object[], inputs: tf.Tensor[]): tf.Tensor;
}
const [float32, int32] = [1, 3];

const native = (op: string, { seed }: PhiloxRng, n: number) =>
  tf.tidy(() => {
    const backend = tf.backend() as tf.KernelBackend & NativeBackend;
    const type = (name: string, value: number) => ({
      name,
      type: backend.binding.TF_ATTR_TYPE,
      value,
    });
    const attributes = [type("T", int32), type("dtype", float32), type("Tseed", int32)];
    const inputs = [tf.tensor1d([n], "int32"), tf.tensor1d([...seed], "int32")];
    return backend.executeSingleOutput(op, attributes, inputs).dataSync();
  });

const streams = [rng(0), rng(1), rng(2 ** 32 + 5), rng(7).fold("noise", 12)];
const n = 100_003;

describe.each(streams)("the stream of seed pair $seed", (stream) => {
  test("is TensorFlow's StatelessRandomUniform, bit for bit", () => {
    expect(stream.uniforms(n)).toEqual(native("StatelessRandomUniform", stream, n));
  });

  test("is TensorFlow's StatelessRandomNormal, to float rounding", () => {
    const theirs = native("StatelessRandomNormal", stream, n);
    const furthest = stream
      .normals(n)
      .reduce((most, value, i) => Math.max(most, Math.abs(value - (theirs[i] ?? 0))), 0);
    expect(furthest).toBeLessThan(5e-6);
  });
});

test("a stream always gives the same numbers, and the same first ones for any length", () => {
  const stream = rng(3);
  const first = stream.normals(10);
  stream.uniforms(5);
  expect(stream.normals(10)).toEqual(first);
  expect(stream.normals(1001).slice(0, 10)).toEqual(first);
});

test("tensors have the numbers of the arrays", () => {
  tf.tidy(() => {
    expect(rng(4).normal([3, 5]).dataSync()).toEqual(rng(4).normals(15));
    expect(rng(4).uniform([3, 5]).dataSync()).toEqual(rng(4).uniforms(15));
  });
});

test("normal draws have the moments 0, 1, 0, 3 within four standard errors", () => {
  const draws = rng(5).normals(1_000_000);
  const moment = (k: number) => draws.reduce((sum, z) => sum + z ** k, 0) / draws.length;
  // Var z^k = E z^2k − (E z^k)²: 1, 2, 15, 96
  [1, 2, 15, 96].forEach((variance, i) => {
    const error = Math.abs(moment(i + 1) - at([0, 1, 0, 3], i));
    expect(error).toBeLessThan(4 * Math.sqrt(variance / draws.length));
  });
});

describe("folding", () => {
  test("depends on every label and their order, and labels fold one by one as together", () => {
    const pairs = [
      rng(1),
      rng(2),
      rng(1).fold("a"),
      rng(1).fold("a\0"),
      rng(1).fold("b"),
      rng(1).fold("a", "b"),
      rng(1).fold("b", "a"),
      rng(1).fold("ab"),
      rng(1).fold(0),
      rng(1).fold(1),
      rng(1).fold("1"),
      rng(1).fold(-1),
      rng(1).fold(2 ** 32),
      rng(1).fold("long enough for two blocks"),
      rng(1).fold("long enough for two blocks."),
    ].map(({ seed }) => String(seed));
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(rng(1).fold("a").fold(3).seed).toEqual(rng(1).fold("a", 3).seed);
  });

  test("makes streams that do not correlate, within four standard errors", () => {
    const a = rng(1).fold("step", 1).normals(n);
    const b = rng(1).fold("step", 2).normals(n);
    const correlation = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / n;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(n));
  });

  test("is the stated hash: a number is the counter, text is absorbed four units a block", () => {
    expect(rng(9).fold(77).seed).toEqual(philox([77n, 0n, 0n, 0n], [9n, 0n]));
    expect(rng(9).fold(-2).seed).toEqual(philox([0xfffffffen, 0xffffffffn, 0n, 0n], [9n, 0n]));
    const unit = (i: number) => BigInt("codes".charCodeAt(i));
    const first = philox(
      [unit(0) | (unit(1) << 16n), unit(2) | (unit(3) << 16n), 0n, 6n],
      [9n, 0n],
    );
    const key = first.map((word) => BigInt.asUintN(32, BigInt(word)));
    expect(rng(9).fold("codes").seed).toEqual(philox([unit(4), 0n, 1n, 6n], key));
  });
});

/** Philox4x32-10 once more, on big integers: the first two words, as int32. */
const philox = (counter: bigint[], key: bigint[]): number[] => {
  let [x0 = 0n, x1 = 0n, x2 = 0n, x3 = 0n] = counter;
  const [k0 = 0n, k1 = 0n] = key;
  for (let round = 0n; round < 10n; round++) {
    const [p, q] = [x0 * 0xd2511f53n, x2 * 0xcd9e8d57n];
    const word = (value: bigint) => BigInt.asUintN(32, value);
    const [key0, key1] = [word(k0 + round * 0x9e3779b9n), word(k1 + round * 0xbb67ae85n)];
    [x0, x1, x2, x3] = [(q >> 32n) ^ x1 ^ key0, word(q), (p >> 32n) ^ x3 ^ key1, word(p)];
  }
  return [x0, x1].map((value) => Number(BigInt.asIntN(32, value)));
};

describe("a permutation", () => {
  test("has every number once", () => {
    expect(rng(6).permutation(1000).toSorted()).toEqual(
      Uint32Array.from({ length: 1000 }, (_, i) => i),
    );
    expect(rng(6).permutation(0)).toHaveLength(0);
  });

  test("puts every number at every position equally often (χ², 16 degrees of freedom)", () => {
    const trials = 20_000;
    const counts = new Float64Array(25);
    for (let trial = 0; trial < trials; trial++)
      rng(8)
        .fold(trial)
        .permutation(5)
        .forEach((value, place) => {
          const cell = 5 * place + value;
          counts[cell] = at(counts, cell) + 1;
        });
    const expected = trials / 5;
    const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Rows and columns both have fixed sums: ⅘ of the sum is χ² with 4 · 4 degrees of freedom,
    // whose 99.9th percentile is 39.25.
    expect(0.8 * chi2).toBeLessThan(39.25);
  });
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])("the seed %s is refused", (seed) => {
  expect(() => rng(seed)).toThrow(`seed must be a whole number ≥ 0, got ${seed}`);
});

test("labels that are not whole numbers and negative counts are refused", () => {
  expect(() => rng(1).fold(0.5)).toThrow("a label of fold must be a whole number, got 0.5");
  expect(() => rng(1).normals(-1)).toThrow(
    "the number of draws must be a whole number ≥ 0, got -1",
  );
});
