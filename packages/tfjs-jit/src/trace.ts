import type * as tf from "@tensorflow/tfjs";
import { attributesKey } from "./attributes-key.ts";
import { type Kernel, type Program, sameShape, type Value } from "./program.ts";
import { type MakeInput, record } from "./record.ts";
import { UntraceableError } from "./untraceable-error.ts";

const attempts = 3; // the first may fill the function's own caches

/** Records `body` until two recordings in a row are the same program. */
export function trace(body: (input: MakeInput) => readonly tf.Tensor[]): Program {
  let program = record(body);
  let difference: string | undefined;
  for (let attempt = 1; attempt < attempts; attempt++) {
    const again = record(body);
    difference = differenceBetween(program, again);
    if (difference === undefined) return again;
    program = again;
  }
  throw new UntraceableError(
    `the function does not do the same twice (a counter, a clock, a random seed?): ${difference}`,
  );
}

function differenceBetween(a: Program, b: Program): string | undefined {
  for (const [index, kernel] of a.kernels.entries()) {
    const other = b.kernels[index];
    const difference = other === undefined ? "no more" : kernelDifference(kernel, other);
    if (difference !== undefined) return `kernel ${index} was ${kernel.op}, then ${difference}`;
  }
  if (a.kernels.length !== b.kernels.length) return "more kernels ran the second time";
  const same = a.outputs.length === b.outputs.length && allSame(a.outputs, b.outputs);
  return same ? undefined : "the outputs differ";
}

function kernelDifference(a: Kernel, b: Kernel): string | undefined {
  if (a.op !== b.op) return b.op;
  if (attributesKey(a.attributes) !== attributesKey(b.attributes)) return "with other attributes";
  return allSame(a.inputs, b.inputs) ? undefined : "of other values";
}

function allSame(a: readonly Value[], b: readonly Value[]): boolean {
  return a.every((value, index) => {
    const other = b[index];
    return other !== undefined && sameValue(value, other);
  });
}

/** Values are numbered in the order they are made, so equal programs have equal numbers. */
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
