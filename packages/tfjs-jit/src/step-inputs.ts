import type * as tf from "@tensorflow/tfjs";
import { Tensor } from "@tensorflow/tfjs";
import type { Seed } from "./noise.ts";
import { shown } from "./shown.ts";

/** Rows of a tensor [N, …] that stays where it is: a step with B indices sees [B, …]. */
export interface Rows<T extends tf.Tensor = tf.Tensor> {
  readonly kind: "rows";
  readonly tensor: T;
}

/** A tensor of which each step is given its own. */
export interface Fed {
  readonly kind: "fed";
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
}

export type StepInputs = Readonly<Record<string, Rows | Fed>>;

/** What the loss sees of the inputs. */
export type StepTensors<I extends StepInputs> = {
  readonly [K in keyof I]: I[K] extends Rows<infer T> ? T : tf.Tensor;
};

/** What one step is given. */
export interface Batch {
  /** Which rows: whole numbers in [0, N). */
  readonly indices?: ArrayLike<number>;
  /** A seed for each stream that the loss draws from. */
  readonly seeds?: Readonly<Record<string, Seed>>;
  /** The values of each input made by `fed`. */
  readonly fed?: Readonly<Record<string, number | boolean | ArrayLike<number | boolean>>>;
  /** The optimiser's own if absent. */
  readonly learningRate?: number;
}

/** Minibatches of a tensor, which is neither copied nor changed and must outlive the step. */
export function rowsOf<T extends tf.Tensor>(tensor: T): Rows<T> {
  if (!(tensor instanceof Tensor)) {
    throw new Error(`rowsOf needs a tensor of rows, got ${shown(tensor)}`);
  }
  if (tensor.shape[0] === 0) throw new Error(`rowsOf needs at least one row, got ${shown(tensor)}`);
  if (tensor.rank === 0) throw new Error("rowsOf needs a tensor of rows, got a scalar");
  return { kind: "rows", tensor };
}

/** A tensor given anew for each step, such as the weight of an annealed term (`fed([])`). */
export function fed(shape: readonly number[], dtype: Fed["dtype"] = "float32"): Fed {
  return { kind: "fed", shape, dtype };
}
