import { dataType } from "./data-type.ts";
import type { Attributes } from "./graph.ts";
import type { Leaf, Operation, OutputType, Program, Value } from "./program.ts";

export interface ProgramBuilder {
  leaf(source: Leaf, type: OutputType): Value;
  constant(bytes: Uint8Array, type: OutputType): Value;
  /** Appends an operation and returns its outputs. */
  operation(
    op: string,
    attributes: Attributes,
    inputs: readonly Value[],
    outputs: readonly OutputType[],
  ): readonly Value[];
  finish(outputs: readonly Value[]): Program;
}

/** Builds a program. Values are numbered in the order in which they are made. */
export function programBuilder(): ProgramBuilder {
  const operations: Operation[] = [];
  let nextId = 0;
  const leaf = (source: Leaf, { shape, dtype }: OutputType): Value => ({
    id: nextId++,
    shape,
    dtype,
    source,
  });
  return {
    leaf,
    constant: (bytes, type) => {
      const splat = type.dtype === dataType.float32 ? splatOf(bytes) : undefined;
      const source = { kind: "constant", bytes } as const;
      return leaf(splat === undefined ? source : { ...source, splat }, type);
    },
    operation: (op, attributes, inputs, types) => {
      const outputs: Value[] = [];
      const operation = { op, attributes, inputs, outputs };
      for (const [index, { shape, dtype }] of types.entries()) {
        const source = { kind: "result", operation, index } as const;
        outputs.push({ id: nextId++, shape, dtype, source });
      }
      operations.push(operation);
      return outputs;
    },
    finish: (outputs) => ({ operations, outputs }),
  };
}

function splatOf(bytes: Uint8Array): number | undefined {
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const [first] = values;
  return first !== undefined && values.every((value) => Object.is(value, first))
    ? first
    : undefined;
}
