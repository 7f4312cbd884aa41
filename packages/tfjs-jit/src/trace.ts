import type * as tf from "@tensorflow/tfjs";
import { attributesKey } from "./attributes-key.ts";
import { type Operation, type Program, sameShape, type Value } from "./program.ts";
import { type MakeInput, record } from "./record.ts";
import { UntraceableError } from "./untraceable-error.ts";

const maxRecordings = 3; // the first may fill caches of the function

/**
 * Records `body` until two recordings in a row give the same program.
 * @throws UntraceableError where no two do, or a recording is refused
 */
export function trace(body: (input: MakeInput) => readonly tf.Tensor[]): Program {
  let program = record(body);
  let difference: string | undefined;
  for (let attempt = 1; attempt < maxRecordings; attempt++) {
    const again = record(body);
    difference = differenceBetween(program, again);
    if (difference === undefined) return again;
    program = again;
  }
  throw new UntraceableError(
    `the function does something else each time (a counter, a clock, a random seed?): ${difference}`,
  );
}

function differenceBetween(a: Program, b: Program): string | undefined {
  for (const [index, operation] of a.operations.entries()) {
    const other = b.operations[index];
    const difference = other === undefined ? "nothing" : operationDifference(operation, other);
    if (difference !== undefined) return `op ${index} was ${operation.op}, then ${difference}`;
  }
  if (a.operations.length !== b.operations.length) return "more ops ran the second time";
  const same = a.outputs.length === b.outputs.length && allSame(a.outputs, b.outputs);
  return same ? undefined : "the outputs differ";
}

function operationDifference(a: Operation, b: Operation): string | undefined {
  if (a.op !== b.op) return b.op;
  if (attributesKey(a.attributes) !== attributesKey(b.attributes))
    return "the same op with other attributes";
  return allSame(a.inputs, b.inputs) ? undefined : "the same op on other values";
}

function allSame(a: readonly Value[], b: readonly Value[]): boolean {
  return a.every((value, index) => {
    const other = b[index];
    return other !== undefined && sameValue(value, other);
  });
}

/** Values are numbered in the order in which they are made, so equal programs have equal numbers. */
function sameValue(a: Value, b: Value): boolean {
  const { source } = a;
  const other = b.source;
  if (source.kind === "constant" && other.kind === "constant") {
    const sameType = a.dtype === b.dtype && sameShape(a.shape, b.shape);
    return sameType && Buffer.compare(source.bytes, other.bytes) === 0;
  }
  if (source.kind === "captured" && other.kind === "captured") {
    return source.handle === other.handle;
  }
  return source.kind === other.kind && a.id === b.id;
}
