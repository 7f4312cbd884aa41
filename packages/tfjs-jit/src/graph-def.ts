import type { Attribute, Node, TensorLiteral } from "./graph.ts";
import { bytes, float, integer, join, message, text } from "./wire-format.ts";

/** A SavedModel message with these nodes under the tag "serve" (tensorflow/core/protobuf). */
export function savedModel(nodes: readonly Node[]): Uint8Array {
  const versions = [integer(1, 1987), integer(2, 12)]; // producer, min_consumer: TensorFlow 2's
  const graphDef = [...nodes.map((node) => message(1, nodeDef(node))), message(4, versions)];
  const metaGraph = [message(1, [text(4, "serve")]), message(2, graphDef)];
  return join([integer(1, 1), message(2, metaGraph)]);
}

function nodeDef({ name, op, inputs, attributes }: Node): Uint8Array[] {
  return [
    text(1, name),
    text(2, op),
    ...inputs.map((input) => text(3, input)),
    ...Object.entries(attributes).map(([key, value]) =>
      message(5, [text(1, key), message(2, attrValue(value))]),
    ),
  ];
}

function attrValue(attribute: Attribute): Uint8Array[] {
  if ("string" in attribute) return [text(2, attribute.string)];
  if ("int" in attribute) return [integer(3, attribute.int)];
  if ("float" in attribute) return [float(4, attribute.float)];
  if ("bool" in attribute) return [integer(5, Number(attribute.bool))];
  if ("type" in attribute) return [integer(6, attribute.type)];
  if ("shape" in attribute) return [message(7, tensorShape(attribute.shape))];
  if ("tensor" in attribute) return [message(8, tensor(attribute.tensor))];
  if ("ints" in attribute)
    return [
      message(
        1,
        attribute.ints.map((value) => integer(3, value)),
      ),
    ];
  if ("floats" in attribute)
    return [
      message(
        1,
        attribute.floats.map((value) => float(4, value)),
      ),
    ];
  return [
    message(
      1,
      attribute.bools.map((value) => integer(5, Number(value))),
    ),
  ];
}

function tensorShape(shape: readonly number[]): Uint8Array[] {
  return shape.map((length) => message(2, [integer(1, length)]));
}

function tensor({ dtype, shape, values }: TensorLiteral): Uint8Array[] {
  const elements = typeof values === "number" ? float(5, values) : bytes(4, values);
  return [integer(1, dtype), message(2, tensorShape(shape)), elements];
}
