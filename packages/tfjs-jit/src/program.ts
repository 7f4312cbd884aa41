import type * as tf from "@tensorflow/tfjs";
import type { Attributes } from "./graph.ts";

/** A traced function: its operations in the order in which they ran. */
export interface Program {
  readonly operations: readonly Operation[];
  readonly outputs: readonly Value[];
}

export interface Operation {
  readonly op: string;
  readonly attributes: Attributes;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

export interface Value {
  readonly id: number;
  readonly shape: readonly number[];
  /** A number of TensorFlow's DataType enum. */
  readonly dtype: number;
  readonly source: Source;
}

export type Source =
  | { readonly kind: "input"; readonly name: string }
  | { readonly kind: "variable"; readonly variable: tf.Variable }
  | { readonly kind: "captured"; readonly handle: number }
  | Constant
  | { readonly kind: "result"; readonly operation: Operation; readonly index: number };

export interface Constant {
  readonly kind: "constant";
  readonly bytes: Uint8Array;
  /** The value of every element, if all float32 elements are equal. */
  readonly splat?: number;
}

/** The source of a value that no operation of the program makes. */
export type Leaf = Exclude<Source, { kind: "result" }>;

export interface OutputType {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** The operation that made a value, if its op is one of these. */
export function producedBy(value: Value, ...ops: readonly string[]): Operation | undefined {
  const { source } = value;
  return source.kind === "result" && ops.includes(source.operation.op)
    ? source.operation
    : undefined;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** The operations on which the outputs depend, in order, and the leaves that these read. */
export function reachable(program: Program): { operations: Operation[]; leaves: Set<Value> } {
  const needed = new Set(program.outputs);
  const operations: Operation[] = [];
  for (const operation of program.operations.toReversed()) {
    if (!operation.outputs.some((value) => needed.has(value))) continue;
    operations.push(operation);
    for (const value of operation.inputs) needed.add(value);
  }
  const leaves = [...needed].filter((value) => value.source.kind !== "result");
  return { operations: operations.reverse(), leaves: new Set(leaves) };
}
