import type { Attribute, Attributes } from "./graph.ts";
import type { Binding, OpAttribute } from "./native.ts";
import type { OutputType } from "./program.ts";

/** Type attributes that tfjs-node omits because eager execution infers them, one per input. */
const inferred: Readonly<Record<string, readonly string[]>> = { ExpandDims: ["T", "Tdim"] };

/** The attributes of an eager op as a node of a graph needs them. */
export function attributesOf(
  binding: Binding,
  op: string,
  attributes: readonly OpAttribute[],
  inputs: readonly OutputType[],
): Attributes {
  const given = attributes.map((attribute) => [attribute.name, convert(binding, attribute)]);
  const types = inferred[op]?.map((name, index) => [name, { type: inputs[index]?.dtype ?? 0 }]);
  return Object.fromEntries([...(types ?? []), ...given]);
}

function convert(binding: Binding, { name, type, value }: OpAttribute): Attribute {
  if (type === binding.TF_ATTR_TYPE) return { type: Number(value) };
  if (type === binding.TF_ATTR_STRING) return { string: String(value) };
  if (type === binding.TF_ATTR_SHAPE) return { shape: numbers(value) };
  if (type === binding.TF_ATTR_INT) {
    return Array.isArray(value) ? { ints: numbers(value) } : { int: Number(value) };
  }
  if (type === binding.TF_ATTR_FLOAT) {
    return Array.isArray(value) ? { floats: numbers(value) } : { float: Number(value) };
  }
  if (type === binding.TF_ATTR_BOOL) {
    return Array.isArray(value) ? { bools: value.map(Boolean) } : { bool: Boolean(value) };
  }
  throw new Error(`cannot convert attribute ${name}: its type ${type} is unknown`);
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
