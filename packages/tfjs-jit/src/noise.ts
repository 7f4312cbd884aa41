import * as tf from "@tensorflow/tfjs";
import { dataType } from "./data-type.ts";
import { nativeBackend } from "./native.ts";

/** Two int32 numbers, which decide a stream of random numbers. */
export type Seed = readonly [number, number];

/** The source of a loss's noise. A stream gives the same numbers each time within a step. */
export interface Draw {
  /** Standard normal numbers, float32 of this shape. */
  normal(stream: string, shape: readonly number[]): tf.Tensor;
  /** Uniform numbers in [0, 1), float32 of this shape. */
  uniform(stream: string, shape: readonly number[]): tf.Tensor;
}

/**
 * Standard normal numbers that depend on the seed alone, float32 of this shape: TensorFlow's
 * StatelessRandomNormal (version 1), which is Philox4x32-10 (Salmon et al. 2011) and Box–Muller. In a
 * compiled function pass the seed as an argument, an int32[2] tensor: a constant seed draws the same
 * numbers at each call.
 * @throws Error for a seed that is not two int32, or another backend than tfjs-node's
 */
export function statelessNormal(shape: readonly number[], seed: Seed | tf.Tensor): tf.Tensor {
  return stateless("StatelessRandomNormal", shape, seed);
}

/**
 * Uniform numbers in [0, 1) that depend on the seed alone, float32 of this shape: TensorFlow's
 * StatelessRandomUniform (version 1). For the seed see `statelessNormal`.
 * @throws Error for a seed that is not two int32, or another backend than tfjs-node's
 */
export function statelessUniform(shape: readonly number[], seed: Seed | tf.Tensor): tf.Tensor {
  return stateless("StatelessRandomUniform", shape, seed);
}

/**
 * The noise that a training step draws from these seeds, to run the same loss eagerly.
 * @throws Error when drawing from a stream without a seed
 */
export function drawFrom(seeds: Readonly<Record<string, Seed>>): Draw {
  return drawWith((stream) => {
    const seed = seeds[stream];
    if (seed === undefined) throw new Error(`cannot draw from stream "${stream}": it has no seed`);
    return seed;
  });
}

export function drawWith(seedOf: (stream: string) => Seed | tf.Tensor): Draw {
  return {
    normal: (stream, shape) => statelessNormal(shape, seedOf(stream)),
    uniform: (stream, shape) => statelessUniform(shape, seedOf(stream)),
  };
}

function stateless(op: string, shape: readonly number[], seed: Seed | tf.Tensor): tf.Tensor {
  const backend = nativeBackend();
  const type = (name: string, value: number) => ({
    name,
    type: backend.binding.TF_ATTR_TYPE,
    value,
  });
  const attributes = [
    type("dtype", dataType.float32),
    type("T", dataType.int32),
    type("Tseed", dataType.int32),
  ];
  return tf.tidy(() => {
    const key = seed instanceof tf.Tensor ? seed : tf.tensor1d(seedWords(seed), "int32");
    return backend.executeSingleOutput(op, attributes, [tf.tensor1d([...shape], "int32"), key]);
  });
}

export function seedWords(seed: Seed): Int32Array {
  const key = Int32Array.from(seed);
  if (key.length !== 2 || seed.some((word, index) => word !== key[index])) {
    throw new Error(`a seed must be two int32, got [${seed}]`);
  }
  return key;
}
