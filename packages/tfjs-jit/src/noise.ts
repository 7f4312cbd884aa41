import * as tf from "@tensorflow/tfjs";
import { dataType } from "./data-type.ts";
import { nativeBackend } from "./native.ts";

/** Two int32: the key of a stream of random numbers. */
export type Seed = readonly [number, number];

/** Where a loss takes noise from. A stream gives the same numbers if it is asked again. */
export interface Draw {
  /** Standard normals. */
  normal(stream: string, shape: readonly number[]): tf.Tensor;
  /** Uniforms in [0, 1). */
  uniform(stream: string, shape: readonly number[]): tf.Tensor;
}

/**
 * Standard normals decided by the seed alone: TensorFlow's StatelessRandomNormal (version 1), which
 * is Philox4x32-10 and Box–Muller. `seed` may be an int32[2] tensor, as it must be where the noise
 * is to differ between the calls of a compiled function.
 */
export function statelessNormal(shape: readonly number[], seed: Seed | tf.Tensor): tf.Tensor {
  return stateless("StatelessRandomNormal", shape, seed);
}

/** Uniforms in [0, 1) decided by the seed alone: TensorFlow's StatelessRandomUniform (version 1). */
export function statelessUniform(shape: readonly number[], seed: Seed | tf.Tensor): tf.Tensor {
  return stateless("StatelessRandomUniform", shape, seed);
}

/** The noise that a training step draws from these seeds, for the same loss run eagerly. */
export function drawFrom(seeds: Readonly<Record<string, Seed>>): Draw {
  return drawWith((stream) => {
    const seed = seeds[stream];
    if (seed === undefined) throw new Error(`no seed is given for stream "${stream}"`);
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
