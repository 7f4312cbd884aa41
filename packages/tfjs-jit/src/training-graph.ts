import type * as tf from "@tensorflow/tfjs";
import type { Captures } from "./captures.ts";
import { countedLoop, type Turn } from "./counted-loop.ts";
import { dataType } from "./data-type.ts";
import { emit } from "./emit.ts";
import { feedNames, isRows, reportsOf } from "./feed-names.ts";
import { float, type Graph, graph, int, ints, type Reference, ranBefore } from "./graph.ts";
import { float32, type Optimizer } from "./optimizers/optimizer.ts";
import { sessionVariable } from "./session-variables.ts";
import type { TracedStep } from "./traced-step.ts";

export interface Training {
  readonly variables: readonly TrainedVariable[];
  readonly optimizer: Optimizer;
  readonly steps: readonly TracedStep[];
  readonly captures: Captures;
}

/** A variable and what the session calls it and its slots, these in the optimiser's order or none. */
export interface TrainedVariable {
  readonly variable: tf.Variable;
  readonly name: string;
  readonly slots: readonly string[];
}

const int32 = { T: { type: dataType.int32 } };

/** Variables, and for each batch size a loop of steps that change them. */
export function trainingGraph(training: Training): Graph {
  const whole = graph();
  for (const { variable, name, slots } of training.variables) {
    for (const each of [name, ...slots]) sessionVariable(whole, each, variable.shape);
  }
  const count = whole.placeholder(feedNames.count, dataType.int32, []);
  for (const step of training.steps) {
    const size = [count, whole.constant(int(1 + step.parts.length))];
    const shape = whole.add("Pack", size, { ...int32, N: { int: 2 } });
    const reports = countedLoop(whole, {
      name: `steps_${step.batchSize}`,
      count,
      initial: whole.add("Fill", [shape, whole.constant(float(0))], float32),
      turn: (turn) => oneStep(whole, training, step, turn),
    });
    whole.add("Identity", [reports], float32, reportsOf(step.batchSize));
  }
  return whole;
}

function oneStep(whole: Graph, training: Training, step: TracedStep, turn: Turn) {
  const { graph: frame } = turn;
  const variables = new Map(training.variables.map((each) => [each.variable, each]));
  const readings = new Map<tf.Variable, Reference>();
  const first = frame.nodes.length;
  const outputs = emit(frame, step.program, (source, { dtype, shape }) => {
    if (source.kind === "input") return stepInput(whole, turn, step, source.name, dtype, shape);
    const trained = source.kind === "variable" && variables.get(source.variable);
    if (!trained) return fed(whole, turn, training.captures.nameOf(source), dtype, shape);
    const handle = turn.bring(trained.name, dataType.resource);
    const reading = frame.add("ReadVariableOp", [handle], { dtype: { type: dtype } });
    readings.set(trained.variable, reading);
    return reading;
  });
  const reported = 1 + step.parts.length;
  const carried = report(turn, outputs.slice(0, reported));
  const readers = readersIn(frame.nodes.slice(first));
  const coefficients = coefficientsOf(whole, turn, training.optimizer);
  const updates = step.trained.map((variable, index) => {
    const trained = variables.get(variable);
    const gradient = outputs[reported + index];
    if (!trained || !gradient) throw new Error(`variable "${variable.name}" has no gradient`);
    const handle = turn.bring(trained.name, dataType.resource);
    const value =
      readings.get(variable) ??
      frame.add("ReadVariableOp", [handle], { dtype: { type: dataType.float32 } });
    return training.optimizer.update(frame, {
      variable: handle,
      value,
      slots: trained.slots.map((slot) => turn.bring(slot, dataType.resource)),
      gradient,
      coefficients,
      // A reader may otherwise run after the update, or hold a buffer that it would have to copy.
      after: readers(value).map(ranBefore),
    });
  });
  const replacements = step.replaced.map((variable, index) => {
    const { name } = variables.get(variable) ?? {};
    const value = outputs[reported + step.trained.length + index];
    if (!name || !value) throw new Error(`variable "${variable.name}" has no next value`);
    const read = readings.get(variable);
    const after = read === undefined ? [] : [read, ...readers(read)].map(ranBefore);
    const handle = turn.bring(name, dataType.resource);
    const dtype = { dtype: { type: dataType.float32 } };
    return frame.add("AssignVariableOp", [handle, value, ...after], dtype);
  });
  return { carried, done: [...updates, ...replacements] };
}

/** What this step is given of an input: its rows, or its part of what is fed. */
function stepInput(
  whole: Graph,
  turn: Turn,
  { batchSize }: TracedStep,
  name: string,
  dtype: number,
  shape: readonly number[],
): Reference {
  if (!isRows(name)) return own(whole, turn, name, dtype, shape);
  const rows = fed(whole, turn, name, dtype, [-1, ...shape.slice(1)]);
  const indices = own(whole, turn, feedNames.indices(batchSize), dataType.int32, [batchSize]);
  return gather(turn.graph, rows, dtype, indices);
}

function coefficientsOf(whole: Graph, turn: Turn, optimizer: Optimizer): Reference[] {
  const length = optimizer.coefficients(1, optimizer.learningRate).length;
  const row = own(whole, turn, feedNames.coefficients, dataType.float32, [length]);
  const attributes = { ...float32, num: { int: length }, axis: { int: 0 } };
  const unpacked = turn.graph.add("Unpack", [row], attributes);
  return Array.from({ length }, (_, index) => `${unpacked}:${index}`);
}

/** The reports so far with this step's row. */
function report({ graph: frame, index, carried }: Turn, values: readonly Reference[]): Reference {
  const packed = frame.add("Pack", values, { ...float32, N: { int: values.length } });
  const shape = { ...float32, Tshape: { type: dataType.int32 } };
  const row = frame.add("Reshape", [packed, frame.constant(ints(1, values.length))], shape);
  const asMatrix = { ...int32, Tshape: { type: dataType.int32 } };
  const place = frame.add("Reshape", [index, frame.constant(ints(1, 1))], asMatrix);
  const attributes = { ...float32, Tindices: { type: dataType.int32 } };
  return frame.add("TensorScatterUpdate", [carried, place, row], attributes);
}

function readersIn(nodes: Graph["nodes"]): (reading: Reference) => Reference[] {
  return (reading) =>
    nodes.filter(({ inputs }) => inputs.includes(reading)).map(({ name }) => name);
}

function fed(whole: Graph, turn: Turn, name: string, dtype: number, shape: readonly number[]) {
  return turn.bring(whole.placeholder(name, dtype, shape), dtype);
}

/** The part of a fed tensor [n, …] that is this step's. */
function own(whole: Graph, turn: Turn, name: string, dtype: number, shape: readonly number[]) {
  return gather(turn.graph, fed(whole, turn, name, dtype, [-1, ...shape]), dtype, turn.index);
}

function gather(frame: Graph, params: Reference, dtype: number, indices: Reference): Reference {
  return frame.add("GatherV2", [params, indices, frame.constant(int(0))], {
    Tparams: { type: dtype },
    Tindices: { type: dataType.int32 },
    Taxis: { type: dataType.int32 },
    batch_dims: { int: 0 },
  });
}
