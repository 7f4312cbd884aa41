import type * as tf from "@tensorflow/tfjs";
import type { OptionNames } from "../options.ts";
import { type Rng, rng } from "../random/rng.ts";

/** A tensor, or a plain object of tensors, some of which may be absent. */
export type TensorTree = tf.Tensor | { readonly [name: string]: TensorTree | undefined };

/**
 * The inner function of an evaluation: it maps tensors and noise to tensors without reading values, so
 * that it can be compiled.
 */
export interface EvalFunction<I extends TensorTree, O extends TensorTree> {
  /** Functions of one model with equal names are the same function. */
  readonly name: string;
  apply(inputs: I, rng: Rng): O;
}

/** Runs an evaluation function; all implementations agree up to rounding. */
export type RunEvalFunction = <I extends TensorTree, O extends TensorTree>(
  evalFunction: EvalFunction<I, O>,
  inputs: I,
  rng: Rng,
) => O;

/** Runs op by op on any TensorFlow.js backend: the reference implementation. */
export const runEagerly: RunEvalFunction = (evalFunction, inputs, rng) =>
  evalFunction.apply(inputs, rng);

/** Options of an evaluation without randomness. */
export interface RunOptions {
  /** How inner functions run. Default: op by op. */
  readonly run?: RunEvalFunction;
}

export const runOptions: OptionNames<RunOptions> = { run: "optional" };

/** The stream for functions without randomness. */
export const noNoise: Rng = rng(0);
