import { dataType } from "./data-type.ts";
import { float, type Graph, type Reference, ranBefore } from "./graph.ts";

const dtype = { type: dataType.float32 };

/** Adds a float32 variable, and nodes that read and assign it, to a graph. Returns its handle. */
export function sessionVariable(graph: Graph, name: string, shape: readonly number[]): Reference {
  const attributes = { dtype, shape: { shape }, shared_name: { string: name } };
  const variable = graph.add("VarHandleOp", [], attributes, name);
  // A copy, because a step may change a variable's memory, which a tensor outside would share.
  const value = graph.add("ReadVariableOp", [variable], { dtype });
  graph.add("DeepCopy", [value], { T: dtype }, readNode(name));
  // A copy, because an update would free memory of JavaScript from a thread that must not free it.
  const fed = graph.placeholder(valueFeed(name), dataType.float32, shape);
  const copy = graph.add("DeepCopy", [fed], { T: dtype });
  const assign = graph.add("AssignVariableOp", [variable, copy], { dtype });
  graph.add(
    "Identity",
    [graph.constant(float(0)), ranBefore(assign)],
    { T: dtype },
    assignNode(name),
  );
  return variable;
}

/** The node to fetch for the variable's tensor. */
export function readNode(name: string): string {
  return `${name}/read`;
}

/** The placeholder to feed with a new value while `assignNode` is fetched. */
export function valueFeed(name: string): string {
  return `${name}/value`;
}

/** The node to fetch to assign the value that is fed. */
export function assignNode(name: string): string {
  return `${name}/assign`;
}
