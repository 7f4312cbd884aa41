import * as tf from "@tensorflow/tfjs";
import { requireCount, requireInteger, shown } from "../arguments.ts";
import { philoxBlock } from "./philox.ts";

/**
 * A stateless random stream: equal calls return equal numbers. Use `fold` for an independent stream per
 * purpose, epoch or step.
 */
export interface Rng {
  /** The stream for these labels. */
  fold(...labels: (string | number)[]): Rng;
  /** Standard normal samples. */
  normal(shape: number[]): tf.Tensor;
  /** Uniform samples from [0, 1). */
  uniform(shape: number[]): tf.Tensor;
  normals(n: number): Float32Array;
  uniforms(n: number): Float32Array;
  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Uint32Array;
}

/** An `Rng` that TensorFlow's stateless ops (v1) reproduce from the same seed pair. */
export interface PhiloxRng extends Rng {
  /** Two int32: the `seed` argument of StatelessRandomUniform and StatelessRandomNormal. */
  readonly seed: readonly [number, number];
  fold(...labels: (string | number)[]): PhiloxRng;
}

/**
 * Philox4x32-10, laid out as TensorFlow's StatelessRandomUniform and StatelessRandomNormal (v1).
 * @throws RangeError unless the seed is a whole number in [0, 2⁵³)
 */
export const rng = (seed: number): PhiloxRng => {
  requireInteger("seed", seed, 0);
  return philoxRng(seed | 0, Math.floor(seed / 2 ** 32) | 0);
};

/** @throws TypeError if `value` is not a random stream, such as a seed */
export const requireRng = (name: string, value: Rng): void => {
  if (typeof value?.fold === "function" && typeof value.normal === "function") return;
  const isSeed = typeof value === "number";
  throw new TypeError(
    `${name} must be a stream of random numbers, got ${shown(value)}; pass rng(${isSeed ? value : "seed"})`,
  );
};

const philoxRng = (seed0: number, seed1: number): PhiloxRng => ({
  seed: [seed0, seed1],
  fold: (...labels) => philoxRng(...labels.reduce(foldLabel, [seed0, seed1] as Pair)),
  normal: (shape) => tf.tensor(normals(seed0, seed1, sizeOf(shape)), shape),
  uniform: (shape) => tf.tensor(uniforms(seed0, seed1, sizeOf(shape)), shape),
  normals: (n) => normals(seed0, seed1, n),
  uniforms: (n) => uniforms(seed0, seed1, n),
  permutation: (n) => permutation(seed0, seed1, n),
});

type Pair = [number, number];

const sizeOf = (shape: number[]): number => shape.reduce((product, size) => product * size, 1);

const block = new Int32Array(4);

/**
 * The hash that makes streams independent: the seed pair is the key of Philox4x32-10, the label
 * its counter, the first two words of the block the new pair. A whole number n is the counter
 * (n mod 2³², ⌊n / 2³²⌋, 0, 0). Text of length L is absorbed four UTF-16 units u at a time:
 * block i has the counter (u₀ + 2¹⁶u₁, u₂ + 2¹⁶u₃, i, L + 1).
 */
const foldLabel = ([k0, k1]: Pair, label: string | number): Pair => {
  const pair: Pair = [k0, k1];
  const absorb = (c0: number, c1: number, c2: number, c3: number) => {
    philoxBlock(block, 0, c0, c1, c2, c3, ...pair);
    pair[0] = block[0] ?? 0;
    pair[1] = block[1] ?? 0;
  };
  if (typeof label === "number") {
    requireInteger("a label of fold", label);
    absorb(label | 0, Math.floor(label / 2 ** 32) | 0, 0, 0);
    return pair;
  }
  const unit = (i: number) => (i < label.length ? label.charCodeAt(i) : 0);
  for (let i = 0; i === 0 || 4 * i < label.length; i++)
    absorb(
      unit(4 * i) | (unit(4 * i + 1) << 16),
      unit(4 * i + 2) | (unit(4 * i + 3) << 16),
      i,
      label.length + 1,
    );
  return pair;
};

/** Random 32-bit words, a whole number of blocks: at least n, at most n + 3. */
const words = (seed0: number, seed1: number, n: number): Int32Array => {
  requireCount("the number of draws", n, 0);
  // TensorFlow scrambles the seed pair, sign-extended to 64 bits each, into key and counter.
  philoxBlock(block, 0, seed0, seed0 >> 31, seed1, seed1 >> 31, 0x3ec8f720, 0x02461e29);
  const [k0 = 0, k1 = 0, c2 = 0, c3 = 0] = block;
  const out = new Int32Array(4 * Math.ceil(n / 4));
  for (let i = 0; i < out.length; i += 4) philoxBlock(out, i, i / 4, 0, c2, c3, k0, k1);
  return out;
};

/** 23 random bits as a float32 in [0, 1): the mantissa of a number in [1, 2), less 1. */
const mantissa = (word: number): number => (word & 0x7fffff) * 2 ** -23;

const uniforms = (seed0: number, seed1: number, n: number): Float32Array => {
  const bits = words(seed0, seed1, n);
  const out = new Float32Array(n);
  for (let i = 0; i < n; i++) out[i] = mantissa(bits[i] ?? 0);
  return out;
};

const smallestUniform = Math.fround(1e-7);
const twoPi = Math.fround(2 * Math.PI);

/** Box–Muller in float32, the sine first, as TensorFlow has it. */
const normals = (seed0: number, seed1: number, n: number): Float32Array => {
  const bits = words(seed0, seed1, n);
  const out = new Float32Array(bits.length);
  for (let i = 0; i < out.length; i += 2) {
    const u = Math.max(mantissa(bits[i] ?? 0), smallestUniform);
    const angle = Math.fround(twoPi * mantissa(bits[i + 1] ?? 0));
    const radius = Math.fround(Math.sqrt(Math.fround(-2 * Math.fround(Math.log(u)))));
    out[i] = Math.sin(angle) * radius;
    out[i + 1] = Math.cos(angle) * radius;
  }
  return out.subarray(0, n);
};

/** Fisher–Yates; a position is drawn as ⌊word · (i + 1) / 2³²⌋, uneven by at most n / 2³². */
const permutation = (seed0: number, seed1: number, n: number): Uint32Array => {
  const bits = words(seed0, seed1, n);
  const out = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(((bits[i] ?? 0) >>> 0) * ((i + 1) / 2 ** 32));
    const swapped = out[i] ?? 0;
    out[i] = out[j] ?? 0;
    out[j] = swapped;
  }
  return out;
};
