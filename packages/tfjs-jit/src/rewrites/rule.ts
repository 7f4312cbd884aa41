import type { Attributes } from "../graph.ts";
import type { Operation, OutputType, Value } from "../program.ts";

/** Adds to the program under construction; equal values are added once. */
export interface Rewriter {
  op(op: string, inputs: readonly Value[], attributes: Attributes, type: OutputType): Value;
  broadcast(x: Value, shape: readonly number[]): Value;
  /** An int32 constant of shape [values.length]. */
  integers(values: readonly number[]): Value;
  /** A float32 constant with equal elements. */
  splat(value: number, shape: readonly number[]): Value;
  /** The value of an op that is in the program already. */
  find(op: string, inputs: readonly Value[], attributes: Attributes): Value | undefined;
}

/** An operation with one output; its inputs have been rewritten already. */
export interface Candidate extends Omit<Operation, "outputs"> {
  readonly type: OutputType;
}

/** Replaces operations with these ops by cheaper ones, or returns undefined where it cannot. */
export interface Rule {
  readonly name: string;
  readonly ops: readonly string[];
  rewrite(candidate: Candidate, rewriter: Rewriter): Value | undefined;
}

/** The element of a constant with equal elements; undefined for another value. */
export function splatOf(value: Value | undefined): number | undefined {
  return value?.source.kind === "constant" ? value.source.splat : undefined;
}

/** The elements of an int32 constant; undefined for another value. */
export function integersOf(value: Value | undefined): number[] | undefined {
  if (value?.source.kind !== "constant") return undefined;
  const { bytes } = value.source;
  return [...new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)];
}

export const elementwise = ["Add", "AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum"] as const;
