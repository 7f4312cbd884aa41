import type { Attribute, Attributes } from "./graph.ts";
import type { Binding, OpAttribute } from "./native.ts";

/** The attributes tfjs-node passes to an eager op, as a graph holds them. */
export function attributesOf(binding: Binding, attributes: readonly OpAttribute[]): Attributes {
  return Object.fromEntries(
    attributes.map((attribute) => [attribute.name, convert(binding, attribute)]),
  );
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
  throw new Error(`attribute ${name} has the unknown type ${type}`);
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
