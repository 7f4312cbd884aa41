import { dataType } from "./data-type.ts";
import type { Graph, Reference } from "./graph.ts";
import { type Constant, type Leaf, type Program, reachable, type Value } from "./program.ts";

/** Adds a program to a graph and returns its outputs there; `referenceTo` finds its leaves. */
export function emit(
  graph: Graph,
  program: Program,
  referenceTo: (source: Exclude<Leaf, Constant>, value: Value) => Reference,
): Reference[] {
  const references = new Map<Value, Reference>();
  const { operations, leaves } = reachable(program);
  for (const value of leaves) {
    const { source } = value;
    if (source.kind === "result") continue;
    references.set(
      value,
      source.kind === "constant" ? literal(graph, value, source) : referenceTo(source, value),
    );
  }
  const referenceOf = (value: Value): Reference => {
    const reference = references.get(value);
    if (reference === undefined) throw new Error("an op uses a value before it is made");
    return reference;
  };
  for (const { op, attributes, inputs, outputs } of operations) {
    const node = graph.add(op, inputs.map(referenceOf), attributes);
    for (const [index, value] of outputs.entries()) references.set(value, `${node}:${index}`);
  }
  return program.outputs.map(referenceOf);
}

function literal(graph: Graph, { dtype, shape }: Value, { bytes, splat }: Constant): Reference {
  const values = splat !== undefined && dtype === dataType.float32 ? splat : bytes;
  return graph.constant({ dtype, shape, values });
}
