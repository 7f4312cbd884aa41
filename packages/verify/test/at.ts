import type * as tf from "@tensorflow/tfjs";

/** The i-th entry; a test that asks for one that is not there fails. */
export const at = <T>(values: ArrayLike<T>, i: number): T => {
  const value = values[i];
  if (value === undefined) throw new RangeError(`i must be < ${values.length}, got ${i}`);
  return value;
};

export const numbersOf = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

/** The number that a scalar, or a tensor of one number, holds. */
export const numberOf = (tensor: tf.Tensor): number => at(numbersOf(tensor), 0);
