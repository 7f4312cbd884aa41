import type { Attributes } from "../graph.ts";
import type { Kernel, OutputType, Value } from "../program.ts";

/** The program under construction, in which equal values are one value. */
export interface Workshop {
  op(op: string, inputs: readonly Value[], attributes: Attributes, type: OutputType): Value;
  broadcast(x: Value, shape: readonly number[]): Value;
  /** An int32 constant [values.length]. */
  integers(values: readonly number[]): Value;
  /** A float32 constant, all of whose elements are equal. */
  splat(value: number, shape: readonly number[]): Value;
  /** The value of an op that is already in the program. */
  find(op: string, inputs: readonly Value[], attributes: Attributes): Value | undefined;
}

/** A kernel with one output that may be had cheaper; its inputs have been rewritten already. */
export interface Candidate extends Omit<Kernel, "outputs"> {
  readonly type: OutputType;
}

export interface Rule {
  readonly name: string;
  readonly ops: readonly string[];
  rewrite(candidate: Candidate, workshop: Workshop): Value | undefined;
}

export function splatOf(value: Value | undefined): number | undefined {
  return value?.source.kind === "constant" ? value.source.splat : undefined;
}

/** The elements of an int32 constant. */
export function integersOf(value: Value | undefined): number[] | undefined {
  if (value?.source.kind !== "constant") return undefined;
  const { bytes } = value.source;
  return [...new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)];
}

export const elementwise = ["Add", "AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum"] as const;
