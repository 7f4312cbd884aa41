import type * as tf from "@tensorflow/tfjs";
import type { Attributes } from "./graph.ts";

/** A traced function: kernels in the order they ran, over values that know where they come from. */
export interface Program {
  readonly kernels: readonly Kernel[];
  readonly outputs: readonly Value[];
}

export interface Kernel {
  readonly op: string;
  readonly attributes: Attributes;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

export interface Value {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly source: Source;
}

export type Source =
  | { readonly kind: "input"; readonly name: string }
  | { readonly kind: "variable"; readonly variable: tf.Variable }
  | { readonly kind: "captured"; readonly handle: number }
  | Constant
  | { readonly kind: "result"; readonly kernel: Kernel; readonly index: number };

export interface Constant {
  readonly kind: "constant";
  readonly bytes: Uint8Array;
  /** The value of every element, where all float32 elements are equal. */
  readonly splat?: number;
}

export type Leaf = Exclude<Source, { kind: "result" }>;

export interface OutputType {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** The kernel that made a value, if its op is one of these. */
export function madeBy(value: Value, ...ops: readonly string[]): Kernel | undefined {
  const { source } = value;
  return source.kind === "result" && ops.includes(source.kernel.op) ? source.kernel : undefined;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** The kernels the outputs depend on, in order, and the leaves these read. */
export function reachable(program: Program): { kernels: Kernel[]; leaves: Set<Value> } {
  const needed = new Set(program.outputs);
  const kernels: Kernel[] = [];
  for (const kernel of program.kernels.toReversed()) {
    if (!kernel.outputs.some((value) => needed.has(value))) continue;
    kernels.push(kernel);
    for (const value of kernel.inputs) needed.add(value);
  }
  const leaves = [...needed].filter((value) => value.source.kind !== "result");
  return { kernels: kernels.reverse(), leaves: new Set(leaves) };
}
