import * as tf from "@tensorflow/tfjs";
import type { Rng } from "@vae-lab/core";
import type { Parameterised, Parameters } from "@vae-lab/core/networks";
import { requireSnapshotOf, type Snapshot } from "@vae-lab/core/training";
import type { StepState, TrainingStep, VariableValues } from "tfjs-jit";

type Shapes = Parameterised["shapes"];

const plain = (values: VariableValues, shapes: Shapes): Snapshot["parameters"] =>
  Object.fromEntries(
    Object.entries(values).map(([name, numbers]) => [
      name,
      { shape: shapes[name] ?? [], values: numbers },
    ]),
  );

const flat = (tensors: Snapshot["parameters"]): VariableValues =>
  Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values]));

/** The state of a graph as a snapshot; variables outside the graph keep their values. */
export const readSnapshot = (
  training: TrainingStep<string>,
  { shapes }: Parameterised,
  variables: Readonly<Record<string, tf.Variable>>,
): Snapshot => {
  const state = training.read();
  const all = Object.entries(variables).map(([name, variable]): [string, Float32Array] => [
    name,
    state.variables[name] ?? new Float32Array(variable.dataSync()),
  ]);
  return {
    step: state.steps,
    parameters: plain(Object.fromEntries(all), shapes),
    slots: Object.fromEntries(
      Object.entries(state.slots).map(([name, values]) => [name, plain(values, shapes)]),
    ),
  };
};

/** A snapshot as the state of a graph. @throws ShapeError, RangeError if it does not fit the model */
export const stateFrom = (
  snapshot: Snapshot,
  whole: Parameterised,
  slots: readonly string[],
): StepState => {
  requireSnapshotOf(snapshot, whole, slots);
  return {
    steps: snapshot.step,
    variables: flat(snapshot.parameters),
    slots: Object.fromEntries(slots.map((name) => [name, flat(snapshot.slots[name] ?? {})])),
  };
};

/** Initial values of variables: those of the snapshot, else the model's. */
export const beginning = (
  snapshot: Snapshot | undefined,
  whole: Parameterised,
  noise: Rng,
): Parameters =>
  snapshot === undefined
    ? whole.init(noise)
    : Object.fromEntries(
        Object.entries(snapshot.parameters).map(([name, { shape, values }]) => [
          name,
          tf.tensor(values.slice(), [...shape]),
        ]),
      );
