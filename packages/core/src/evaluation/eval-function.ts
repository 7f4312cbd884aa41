import type * as tf from "@tensorflow/tfjs";
import type { OptionNames } from "../options.ts";
import { type Rng, rng } from "../random/rng.ts";

/** A tensor, or plain objects of tensors, of which some may be absent. */
export type TensorTree = tf.Tensor | { readonly [name: string]: TensorTree | undefined };

/**
 * The inner part of an evaluation: a function of tensors and noise that reads nothing back and
 * asks nothing of their values, so that it can be compiled.
 */
export interface EvalFunction<I extends TensorTree, O extends TensorTree> {
  /** Kernels of one model that have one name are one function. */
  readonly name: string;
  apply(inputs: I, rng: Rng): O;
}

/** A way to run kernels: whichever it is, the numbers are the same up to rounding. */
export type RunEvalFunction = <I extends TensorTree, O extends TensorTree>(
  kernel: EvalFunction<I, O>,
  inputs: I,
  rng: Rng,
) => O;

/** One op after the other, wherever TensorFlow.js runs: the reference for all other ways. */
export const runEagerly: RunEvalFunction = (kernel, inputs, rng) => kernel.apply(inputs, rng);

/** The option of an evaluation that draws nothing. */
export interface RunOptions {
  /** How the inner part is evaluated; op by op when not given. */
  readonly run?: RunEvalFunction;
}

export const runOptions: OptionNames<RunOptions> = { run: "optional" };

/** For kernels that draw nothing. */
export const noNoise: Rng = rng(0);
