import type * as tf from "@tensorflow/tfjs";
import type { Captures } from "./captures.ts";
import { countedLoop, type Iteration } from "./counted-loop.ts";
import { dataType } from "./data-type.ts";
import { emit } from "./emit.ts";
import { feedNames, isRows, reportsNode } from "./feed-names.ts";
import { createGraph, float, type Graph, int, ints, type Reference, ranBefore } from "./graph.ts";
import { float32, type GraphOptimizer } from "./optimizers/graph-optimizer.ts";
import type { Value } from "./program.ts";
import { sessionVariable } from "./session-variables.ts";
import type { TracedStep } from "./traced-step.ts";

export interface Training {
  readonly variables: readonly SessionVariable[];
  readonly optimizer: GraphOptimizer;
  readonly steps: readonly TracedStep[];
  readonly captures: Captures;
}

/** A variable with the names of it and of its slots in the session. */
export interface SessionVariable {
  readonly variable: tf.Variable;
  readonly name: string;
  /** In the order of the optimizer's slots; empty for a non-trainable variable. */
  readonly slots: readonly string[];
}

const int32 = { T: { type: dataType.int32 } };

/** A graph of the variables and, for each batch size, a loop of steps that update them. */
export function trainingGraph(training: Training): Graph {
  const graph = createGraph();
  for (const { variable, name, slots } of training.variables) {
    for (const each of [name, ...slots]) sessionVariable(graph, each, variable.shape);
  }
  const count = graph.placeholder(feedNames.count, dataType.int32, []);
  for (const step of training.steps) {
    const size = [count, graph.constant(int(1 + step.parts.length))];
    const shape = graph.add("Pack", size, { ...int32, N: { int: 2 } });
    const reports = countedLoop(graph, {
      name: `steps_${step.batchSize}`,
      count,
      initial: graph.add("Fill", [shape, graph.constant(float(0))], float32),
      body: (iteration) => oneStep(graph, training, step, iteration),
    });
    graph.add("Identity", [reports], float32, reportsNode(step.batchSize));
  }
  return graph;
}

function oneStep(graph: Graph, training: Training, step: TracedStep, iteration: Iteration) {
  const { graph: frame } = iteration;
  const variables = new Map(training.variables.map((each) => [each.variable, each]));
  const reads = new Map<tf.Variable, Reference>();
  const outputs = emit(frame, step.program, (source, { dtype, shape }) => {
    if (source.kind === "input")
      return stepInput(graph, iteration, step, source.name, dtype, shape);
    const trained = source.kind === "variable" && variables.get(source.variable);
    if (!trained)
      return fedTensor(graph, iteration, training.captures.nameOf(source), dtype, shape);
    const handle = iteration.enter(trained.name, dataType.resource);
    const read = frame.add("ReadVariableOp", [handle], { dtype: { type: dtype } });
    reads.set(trained.variable, read);
    return read;
  });
  const reported = 1 + step.parts.length;
  const reports = reportsWith(iteration, outputs.slice(0, reported));
  // Updates change the memory of variables: gradients and new values must not be views of it, and all
  // that reads it comes first.
  const trainedEnd = reported + step.trained.length;
  const copy = (value: Reference) => frame.add("DeepCopy", [value], float32);
  const gradients = outputs
    .slice(reported, trainedEnd)
    .map((value, index) => (isNew(step.program.outputs[reported + index]) ? value : copy(value)));
  const nextValues = outputs.slice(trainedEnd).map(copy);
  const results = [reports, ...gradients, ...nextValues];
  const after = [ranBefore(frame.add("NoOp", results.map(ranBefore), {}))];
  const coefficients = coefficientsOf(graph, iteration, training.optimizer);
  const updates = step.trained.map((variable, index) => {
    const trained = variables.get(variable);
    const gradient = gradients[index];
    if (!trained || !gradient) throw new Error(`variable "${variable.name}" has no gradient`);
    const handle = iteration.enter(trained.name, dataType.resource);
    const value =
      reads.get(variable) ??
      frame.add("ReadVariableOp", [handle], { dtype: { type: dataType.float32 } });
    return training.optimizer.update(frame, {
      variable: handle,
      value,
      slots: trained.slots.map((slot) => iteration.enter(slot, dataType.resource)),
      gradient,
      coefficients,
      after,
    });
  });
  const assignments = step.assigned.map((variable, index) => {
    const { name } = variables.get(variable) ?? {};
    const value = nextValues[index];
    if (!name || !value) throw new Error(`variable "${variable.name}" has no next value`);
    const handle = iteration.enter(name, dataType.resource);
    const dtype = { dtype: { type: dataType.float32 } };
    return frame.add("AssignVariableOp", [handle, value, ...after], dtype);
  });
  return { state: reports, done: [...updates, ...assignments] };
}

/** Ops whose result is never a view of an input, nor simplified into one. */
const makeNew: ReadonlySet<string> = new Set([
  "BiasAddGrad",
  "Conv2DBackpropFilter",
  "MatMul",
  "SparseMatMul",
  "TfjsJitBfloat16MatMul",
  "TfjsJitMostlyZeroMatMul",
]);

function isNew(value: Value | undefined): boolean {
  return value?.source.kind === "result" && makeNew.has(value.source.operation.op);
}

/** An input of one step: its rows, or its slice of the fed values. */
function stepInput(
  graph: Graph,
  iteration: Iteration,
  { batchSize }: TracedStep,
  name: string,
  dtype: number,
  shape: readonly number[],
): Reference {
  if (!isRows(name)) return sliceOf(graph, iteration, name, dtype, shape);
  const rows = fedTensor(graph, iteration, name, dtype, [-1, ...shape.slice(1)]);
  const indices = sliceOf(graph, iteration, feedNames.indices(batchSize), dataType.int32, [
    batchSize,
  ]);
  return gather(iteration.graph, rows, dtype, indices);
}

function coefficientsOf(
  graph: Graph,
  iteration: Iteration,
  optimizer: GraphOptimizer,
): Reference[] {
  const length = optimizer.coefficients(1, optimizer.learningRate).length;
  const row = sliceOf(graph, iteration, feedNames.coefficients, dataType.float32, [length]);
  const attributes = { ...float32, num: { int: length }, axis: { int: 0 } };
  const unpacked = iteration.graph.add("Unpack", [row], attributes);
  return Array.from({ length }, (_, index) => `${unpacked}:${index}`);
}

/** The reports of earlier steps with the row of this one. */
function reportsWith(
  { graph: frame, index, state }: Iteration,
  values: readonly Reference[],
): Reference {
  const packed = frame.add("Pack", values, { ...float32, N: { int: values.length } });
  const shape = { ...float32, Tshape: { type: dataType.int32 } };
  const row = frame.add("Reshape", [packed, frame.constant(ints(1, values.length))], shape);
  const asMatrix = { ...int32, Tshape: { type: dataType.int32 } };
  const position = frame.add("Reshape", [index, frame.constant(ints(1, 1))], asMatrix);
  const attributes = { ...float32, Tindices: { type: dataType.int32 } };
  return frame.add("TensorScatterUpdate", [state, position, row], attributes);
}

function fedTensor(
  graph: Graph,
  iteration: Iteration,
  name: string,
  dtype: number,
  shape: readonly number[],
) {
  return iteration.enter(graph.placeholder(name, dtype, shape), dtype);
}

/** This step's slice of a fed tensor [n, …]. */
function sliceOf(
  graph: Graph,
  iteration: Iteration,
  name: string,
  dtype: number,
  shape: readonly number[],
) {
  return gather(
    iteration.graph,
    fedTensor(graph, iteration, name, dtype, [-1, ...shape]),
    dtype,
    iteration.index,
  );
}

function gather(frame: Graph, params: Reference, dtype: number, indices: Reference): Reference {
  return frame.add("GatherV2", [params, indices, frame.constant(int(0))], {
    Tparams: { type: dtype },
    Tindices: { type: dataType.int32 },
    Taxis: { type: dataType.int32 },
    batch_dims: { int: 0 },
  });
}
