import { attributesKey } from "./attributes-key.ts";
import { dataType } from "./data-type.ts";
import type { Attributes } from "./graph.ts";
import type { OutputType, Program, Value } from "./program.ts";
import { programBuilder } from "./program-builder.ts";
import { bernoulli } from "./rewrites/bernoulli.ts";
import { composites } from "./rewrites/composites.ts";
import { noOps } from "./rewrites/no-ops.ts";
import { swappedProduct } from "./rewrites/products.ts";
import type { Rewriter, Rule } from "./rewrites/rule.ts";
import { splats } from "./rewrites/splats.ts";

/** Tried in this order on each operation, and on the operations that replace it. */
export const rules: readonly Rule[] = [
  ...noOps,
  ...splats,
  ...composites,
  ...bernoulli,
  swappedProduct,
];

/** An equivalent program with fewer and cheaper operations. */
export function simplify(program: Program, use: readonly Rule[] = rules): Program {
  const builder = programBuilder();
  const known = new Map<string, readonly Value[]>();
  const once = (key: string, make: () => readonly Value[]): readonly Value[] => {
    const made = known.get(key) ?? make();
    known.set(key, made);
    return made;
  };
  const constant = (bytes: Uint8Array, type: OutputType) =>
    once(`${type.dtype}[${type.shape}]${Buffer.from(bytes).toString("latin1")}`, () => [
      builder.constant(bytes, type),
    ]);

  const operation = (
    op: string,
    attributes: Attributes,
    inputs: readonly Value[],
    types: readonly OutputType[],
  ): readonly Value[] => {
    const [type] = types;
    if (type !== undefined && types.length === 1) {
      for (const rule of use) {
        if (!rule.ops.includes(op)) continue;
        const better = rule.rewrite({ op, attributes, inputs, type }, rewriter);
        if (better !== undefined) return [better];
      }
    }
    const key = keyOf(op, inputs, attributes);
    return once(key, () => builder.operation(op, attributes, inputs, types));
  };

  const rewriter: Rewriter = {
    op: (op, inputs, attributes, type) => only(operation(op, attributes, inputs, [type])),
    broadcast: (x, shape) => {
      const attributes = { T: { type: x.dtype }, Tidx: { type: dataType.int32 } };
      const type = { dtype: x.dtype, shape };
      return rewriter.op("BroadcastTo", [x, rewriter.integers(shape)], attributes, type);
    },
    integers: (values) => {
      const bytes = new Uint8Array(Int32Array.from(values).buffer);
      return only(constant(bytes, { dtype: dataType.int32, shape: [values.length] }));
    },
    splat: (value, shape) => {
      const size = shape.reduce((total, length) => total * length, 1);
      const bytes = new Uint8Array(new Float32Array(size).fill(value).buffer);
      return only(constant(bytes, { dtype: dataType.float32, shape }));
    },
    find: (op, inputs, attributes) => known.get(keyOf(op, inputs, attributes))?.[0],
  };

  const rewritten = new Map<Value, Value>();
  const leaf = (value: Value): Value => {
    const { source } = value;
    if (source.kind === "result")
      throw new Error(`a result of ${source.operation.op} is used before it is made`);
    return source.kind === "constant"
      ? only(constant(source.bytes, value))
      : builder.leaf(source, value);
  };
  const resolve = (value: Value): Value => {
    const found = rewritten.get(value) ?? leaf(value);
    rewritten.set(value, found);
    return found;
  };
  for (const { op, attributes, inputs, outputs } of program.operations) {
    const made = operation(op, attributes, inputs.map(resolve), outputs);
    for (const [index, value] of outputs.entries()) {
      const replacement = made[index];
      if (replacement !== undefined) rewritten.set(value, replacement);
    }
  }
  return builder.finish(program.outputs.map(resolve));
}

function keyOf(op: string, inputs: readonly Value[], attributes: Attributes): string {
  return `${op} ${inputs.map(({ id }) => id)} ${attributesKey(attributes)}`;
}

function only(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) throw new Error("an operation without outputs has no value");
  return value;
}
