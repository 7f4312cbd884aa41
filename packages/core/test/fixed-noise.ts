import * as tf from "@tensorflow/tfjs";
import { type Rng, rng } from "../src/random/rng.ts";

/** A stream that always gives these numbers for normal draws, whatever it is folded with. */
export const fixedNoise = (numbersOf: (shape: number[]) => ArrayLike<number>): Rng => {
  const stream: Rng = {
    ...rng(0),
    fold: () => stream,
    normal: (shape) => tf.tensor(Float32Array.from(numbersOf(shape)), shape),
  };
  return stream;
};

/**
 * The 2K points ±√K·e_k as the S draws of each example: their mean of any quadratic is its
 * expectation under N(0, I), so that nothing is random any more.
 */
export const sigmaPoints = fixedNoise(([S = 0, B = 0, K = 0]) => {
  if (S !== 2 * K) throw new RangeError(`S must be 2K = ${2 * K}, got ${S}`);
  const points = new Float32Array(S * B * K);
  for (let s = 0; s < S; s++)
    for (let b = 0; b < B; b++)
      points[(s * B + b) * K + (s >> 1)] = s % 2 === 0 ? Math.sqrt(K) : -Math.sqrt(K);
  return points;
});
