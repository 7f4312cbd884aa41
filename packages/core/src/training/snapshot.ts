import * as tf from "@tensorflow/tfjs";
import { requireInteger, shown } from "../arguments.ts";
import type { PlainTensor } from "../models/trained-model.ts";
import type { Parameterised, Parameters } from "../networks/parameters.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { type Checkpoint, encodeSafetensors } from "./safetensors.ts";
import type { TrainingState } from "./train-step.ts";

type PlainTensors = Readonly<Record<string, PlainTensor>>;

/**
 * All that training goes on from, outside of TensorFlow: with the same data and options it makes the
 * steps that it would have made. Noise, order and schedules follow from the seed and the step.
 */
export interface Snapshot {
  /** Steps made so far. */
  readonly step: number;
  /** The model's, and what controllers remember. */
  readonly parameters: PlainTensors;
  /** What the optimizer remembers, by slot and parameter. */
  readonly slots: Readonly<Record<string, PlainTensors>>;
}

const plain = (parameters: Parameters): PlainTensors =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, p]) => [
      name,
      { shape: [...p.shape], values: new Float32Array(p.dataSync()) },
    ]),
  );

const tensors = (plain: PlainTensors): Parameters =>
  Object.fromEntries(
    Object.entries(plain).map(([name, { shape, values }]) => [
      name,
      tf.tensor(values.slice(), [...shape]),
    ]),
  );

export const snapshotOf = ({ parameters, optimizerState }: TrainingState): Snapshot => ({
  step: optimizerState.step,
  parameters: plain(parameters),
  slots: Object.fromEntries(
    Object.entries(optimizerState.slots).map(([slot, values]) => [slot, plain(values)]),
  ),
});

/** The state that a snapshot is of; the caller disposes it. */
export const toTrainingState = ({ step, parameters, slots }: Snapshot): TrainingState => ({
  parameters: tensors(parameters),
  optimizerState: {
    step,
    slots: Object.fromEntries(
      Object.entries(slots).map(([slot, values]) => [slot, tensors(values)]),
    ),
  },
});

/** @throws TypeError where `value` is no snapshot, such as the file of one */
export const requireSnapshot = (name: string, value: Snapshot): void => {
  if (typeof value?.step === "number" && value.parameters && value.slots) return;
  throw new TypeError(
    `${name} must be a snapshot, got ${shown(value)}; read its file by decodeSnapshot(decodeSafetensors(bytes))`,
  );
};

/**
 * Checks that a snapshot belongs to a training with these parameters and slots.
 * @throws ShapeError, RangeError where a snapshot is not of a training with these parameters and slots
 */
export const requireSnapshotOf = (
  { step, parameters, slots }: Snapshot,
  { shapes }: Parameterised,
  slotNames: readonly string[],
): void => {
  requireInteger("step of a snapshot", step, 0);
  const wanted = Object.entries(shapes).map(([name, shape]) => `${name} [${shape.join(", ")}]`);
  const found = Object.entries(parameters).map(([name, p]) => `${name} [${p.shape.join(", ")}]`);
  const missing = wanted.find((name) => !found.includes(name));
  const surplus = found.find((name) => !wanted.includes(name));
  if (missing !== undefined || surplus !== undefined)
    throw new ShapeError(
      `a snapshot must hold the parameters of what is trained, and ${missing ?? "no others"}, got ${surplus ?? "nothing in its place"}`,
    );
  const got = Object.keys(slots).toSorted().join(", ");
  if (got !== slotNames.toSorted().join(", "))
    throw new RangeError(
      `a snapshot must hold the optimizer's ${slotNames.join(", ") || "no slots"}, got ${got || "none"}`,
    );
};

/** A snapshot as a safetensors file: `parameters/…`, `slots/…/…`, and the step in its metadata beside others. */
export const encodeSnapshot = (
  { step, parameters, slots }: Snapshot,
  metadata: Checkpoint["metadata"] = {},
): Uint8Array =>
  encodeSafetensors(
    Object.fromEntries([
      ...Object.entries(parameters).map(([name, p]) => [`parameters/${name}`, p]),
      ...Object.entries(slots).flatMap(([slot, values]) =>
        Object.entries(values).map(([name, p]) => [`slots/${slot}/${name}`, p]),
      ),
    ]),
    { ...metadata, step: String(step) },
  );

/**
 * The snapshot in a checkpoint that `encodeSnapshot` wrote.
 * @throws RangeError where the checkpoint is none of a training
 */
export const decodeSnapshot = ({ tensors, metadata }: Checkpoint): Snapshot => {
  const step = Number(metadata.step ?? Number.NaN);
  requireInteger("step of a snapshot", step, 0);
  const parameters: Record<string, PlainTensor> = {};
  const slots: Record<string, Record<string, PlainTensor>> = {};
  for (const [path, tensor] of Object.entries(tensors)) {
    const [kind, first = "", second] = path.split("/");
    if (kind === "parameters" && second === undefined) parameters[first] = tensor;
    else if (kind === "slots" && second !== undefined)
      slots[first] = { ...slots[first], [second]: tensor };
    else throw new RangeError(`a snapshot must hold parameters/… and slots/…/… only, got ${path}`);
  }
  return { step, parameters, slots };
};
