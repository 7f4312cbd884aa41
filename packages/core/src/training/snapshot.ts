import * as tf from "@tensorflow/tfjs";
import { requireInteger, shown } from "../arguments.ts";
import type { PlainTensor } from "../models/trained-model.ts";
import type { Parameterised, Parameters } from "../networks/parameters.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { type Checkpoint, encodeSafetensors } from "./safetensors.ts";
import type { TrainingState } from "./train-step.ts";

type PlainTensors = Readonly<Record<string, PlainTensor>>;

/**
 * The state of a training as plain numbers. With the same data and options, a training that continues
 * from it makes the same steps: noise, order and schedules depend only on the seed and the step.
 */
export interface Snapshot {
  /** Steps made so far. */
  readonly step: number;
  /** The parameters of the model and the estimator, and the memory of controllers. */
  readonly parameters: PlainTensors;
  /** The optimizer's state, by slot and parameter. */
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

/** The training state of a snapshot. The caller disposes it. */
export const toTrainingState = ({ step, parameters, slots }: Snapshot): TrainingState => ({
  parameters: tensors(parameters),
  optimizerState: {
    step,
    slots: Object.fromEntries(
      Object.entries(slots).map(([slot, values]) => [slot, tensors(values)]),
    ),
  },
});

/** @throws TypeError if the value is not a snapshot, for example a snapshot's file */
export const requireSnapshot = (name: string, value: Snapshot): void => {
  if (typeof value?.step === "number" && value.parameters && value.slots) return;
  throw new TypeError(
    `${name} must be a snapshot, got ${shown(value)}; read its file by decodeSnapshot(decodeSafetensors(bytes))`,
  );
};

/**
 * Checks that a snapshot has the parameters of a training and the slots of its optimizer.
 * @throws ShapeError listing missing and unexpected parameters
 * @throws RangeError if the slots differ or the step is not a whole number ≥ 0
 */
export const requireSnapshotOf = (
  { step, parameters, slots }: Snapshot,
  { shapes }: Parameterised,
  slotNames: readonly string[],
): void => {
  requireInteger("step of a snapshot", step, 0);
  const wanted = Object.entries(shapes).map(([name, shape]) => `${name} [${shape.join(", ")}]`);
  const found = Object.entries(parameters).map(([name, p]) => `${name} [${p.shape.join(", ")}]`);
  const missing = wanted.filter((name) => !found.includes(name));
  const unexpected = found.filter((name) => !wanted.includes(name));
  if (missing.length > 0 || unexpected.length > 0)
    throw new ShapeError(
      `snapshot does not match the model: missing ${listed(missing)}, unexpected ${listed(unexpected)}`,
    );
  const got = Object.keys(slots).toSorted().join(", ");
  if (got !== slotNames.toSorted().join(", "))
    throw new RangeError(
      `snapshot does not match the optimizer: it needs ${slotNames.length > 0 ? `the slots ${slotNames.join(", ")}` : "no slots"}, got ${got || "none"}`,
    );
};

/** Up to three names, and how many more there are. */
const listed = (names: readonly string[]): string => {
  if (names.length === 0) return "none";
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `${names.slice(0, 3).join(", ")}${rest}`;
};

/**
 * Encodes a snapshot as a safetensors file: tensors `parameters/NAME` and `slots/SLOT/NAME`, and the
 * step in the metadata, beside those given.
 */
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
 * Decodes the snapshot in a checkpoint that `encodeSnapshot` wrote.
 * @throws RangeError if the checkpoint is not a snapshot
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
    else
      throw new RangeError(
        `a snapshot must have only tensors named parameters/… and slots/…/…, got ${path}`,
      );
  }
  return { step, parameters, slots };
};
