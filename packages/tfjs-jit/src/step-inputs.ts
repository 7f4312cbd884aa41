import type * as tf from "@tensorflow/tfjs";
import { Tensor } from "@tensorflow/tfjs";
import { describeValue } from "./describe-value.ts";
import type { Seed } from "./noise.ts";

/** A tensor of rows [N, …], made by `rowInput`. A step with B indices sees [B, …]. */
export interface RowInput<T extends tf.Tensor = tf.Tensor> {
  readonly kind: "rows";
  readonly tensor: T;
}

/** A tensor with new values for each step, made by `fedInput`. */
export interface FedInput {
  readonly kind: "fed";
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
}

/** The inputs of a training step, by name. */
export type StepInputs = Readonly<Record<string, RowInput | FedInput>>;

/** The tensors that the loss gets for these inputs, by name. */
export type StepTensors<I extends StepInputs> = {
  readonly [K in keyof I]: I[K] extends RowInput<infer T> ? T : tf.Tensor;
};

/** The values of one step. */
export interface StepBatch {
  /** Rows of every row input: whole numbers in [0, N). */
  readonly indices?: ArrayLike<number>;
  /** A seed for each stream that the loss draws from. */
  readonly seeds?: Readonly<Record<string, Seed>>;
  /** The values of each fed input, in row-major order. */
  readonly fed?: Readonly<Record<string, number | boolean | ArrayLike<number | boolean>>>;
  /** Default: the optimizer's. */
  readonly learningRate?: number;
}

/**
 * An input whose minibatches are rows of a tensor [N, …] with N ≥ 1. The tensor is neither copied nor
 * changed; the caller disposes of it after the training step.
 * @throws Error for a scalar, no rows, or anything but a tensor
 */
export function rowInput<T extends tf.Tensor>(tensor: T): RowInput<T> {
  if (!(tensor instanceof Tensor) || tensor.rank === 0 || tensor.shape[0] === 0) {
    throw new Error(`rowInput needs a tensor with at least one row, got ${describeValue(tensor)}`);
  }
  return { kind: "rows", tensor };
}

/**
 * An input of this shape that gets new values at each step, such as the weight of an annealed term:
 * `fedInput([])`.
 */
export function fedInput(shape: readonly number[], dtype: FedInput["dtype"] = "float32"): FedInput {
  return { kind: "fed", shape, dtype };
}
