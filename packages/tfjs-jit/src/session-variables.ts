import { dataType } from "./data-type.ts";
import { float, type Graph, type Reference, ranBefore } from "./graph.ts";

const dtype = { type: dataType.float32 };

/** A float32 variable that lives in the session of the graph. */
export function sessionVariable(graph: Graph, name: string, shape: readonly number[]): Reference {
  const attributes = { dtype, shape: { shape }, shared_name: { string: name } };
  const variable = graph.add("VarHandleOp", [], attributes, name);
  graph.add("ReadVariableOp", [variable], { dtype }, readingOf(name));
  // A copy: what JavaScript lent would else be freed by the update, in a thread that may not do so.
  const fed = graph.placeholder(newValueOf(name), dataType.float32, shape);
  const copy = graph.add("DeepCopy", [fed], { T: dtype });
  const assign = graph.add("AssignVariableOp", [variable, copy], { dtype });
  graph.add(
    "Identity",
    [graph.constant(float(0)), ranBefore(assign)],
    { T: dtype },
    settingOf(name),
  );
  return variable;
}

/** Fetched, the variable's tensor. */
export function readingOf(name: string): string {
  return `${name}/reading`;
}

/** Fed, with `settingOf` fetched, what the variable is set to. */
export function newValueOf(name: string): string {
  return `${name}/value`;
}

export function settingOf(name: string): string {
  return `${name}/setting`;
}
