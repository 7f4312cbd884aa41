import { dataType } from "./data-type.ts";
import type { Attributes } from "./graph.ts";
import type { Kernel, Leaf, OutputType, Program, Value } from "./program.ts";

export interface ProgramBuilder {
  leaf(source: Leaf, type: OutputType): Value;
  constant(bytes: Uint8Array, type: OutputType): Value;
  kernel(
    op: string,
    attributes: Attributes,
    inputs: readonly Value[],
    outputs: readonly OutputType[],
  ): readonly Value[];
  finish(outputs: readonly Value[]): Program;
}

/** Appends kernels as they come and numbers values in that order. */
export function programBuilder(): ProgramBuilder {
  const kernels: Kernel[] = [];
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
    kernel: (op, attributes, inputs, types) => {
      const outputs: Value[] = [];
      const kernel = { op, attributes, inputs, outputs };
      for (const [index, { shape, dtype }] of types.entries()) {
        outputs.push({ id: nextId++, shape, dtype, source: { kind: "result", kernel, index } });
      }
      kernels.push(kernel);
      return outputs;
    },
    finish: (outputs) => ({ kernels, outputs }),
  };
}

function splatOf(bytes: Uint8Array): number | undefined {
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const [first] = values;
  return first !== undefined && values.every((value) => Object.is(value, first))
    ? first
    : undefined;
}
