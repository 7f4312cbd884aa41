import * as tf from "@tensorflow/tfjs";
import type { Rng } from "@vae-lab/core";
import type { Parameterised, Parameters } from "@vae-lab/core/networks";
import { requireSnapshotOf, type Snapshot } from "@vae-lab/core/training";
import type { TrainingState, TrainingStep, Values } from "tfjs-jit";
import type { CompiledRule } from "./compiled-rule.ts";

type Shapes = Parameterised["shapes"];

const plain = (values: Values, shapes: Shapes): Snapshot["parameters"] =>
  Object.fromEntries(
    Object.entries(values).map(([name, numbers]) => [
      name,
      { shape: shapes[name] ?? [], values: numbers },
    ]),
  );

const flat = (tensors: Snapshot["parameters"]): Values =>
  Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values]));

/** What a graph has made, in core's words; variables that do not live in it are as they are. */
export const readSnapshot = (
  training: TrainingStep<string>,
  { shapes }: Parameterised,
  { slots }: CompiledRule,
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
      Object.entries(slots).map(([name, own]) => [name, plain(state.slots[own] ?? {}, shapes)]),
    ),
  };
};

/** A snapshot in a graph's words. @throws where it is not of such a training */
export const stateFrom = (
  snapshot: Snapshot,
  whole: Parameterised,
  { slots }: CompiledRule,
): TrainingState => {
  requireSnapshotOf(snapshot, whole, Object.keys(slots));
  return {
    steps: snapshot.step,
    variables: flat(snapshot.parameters),
    slots: Object.fromEntries(
      Object.entries(slots).map(([name, own]) => [own, flat(snapshot.slots[name] ?? {})]),
    ),
  };
};

/** What variables begin with: what is saved, else what the model begins with. */
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
