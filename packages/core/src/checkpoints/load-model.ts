import * as tf from "@tensorflow/tfjs";
import { fromTensors } from "../models/trained-model.ts";
import { requireOptions } from "../options.ts";
import { type Checkpoint, decodeSafetensors } from "../training/safetensors.ts";
import { buildModel } from "./build-model.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { checkDigest } from "./digest.ts";
import { type LoadedModel, loadedModel } from "./loaded-model.ts";
import type { ModelDescription } from "./model-description.ts";
import { descriptionKey } from "./save-model.ts";

/** Options of `loadModel`. */
export interface LoadOptions {
  /** What the file's parameters are of, for a file that does not say it. */
  readonly description?: ModelDescription;
}

const cannotLoad = (reason: string, cause?: unknown): CheckpointError =>
  new CheckpointError(`cannot load the model: ${reason}`, { cause });

/** What a file says of its model; undefined if it says nothing. */
const describedBy = ({ metadata }: Checkpoint): ModelDescription | undefined => {
  const text = metadata[descriptionKey];
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (cause) {
    throw cannotLoad(`its description is not JSON (got ${text})`, cause);
  }
};

const undescribed = ({ metadata, tensors }: Checkpoint): CheckpointError => {
  if (metadata.step !== undefined && metadata.epoch !== undefined)
    return cannotLoad(
      "the file is the snapshot of a training that did not finish; finish the training and load its checkpoint",
    );
  const names = Object.keys(tensors);
  const some = `${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`;
  return cannotLoad(
    `the file does not describe one (got ${names.length} tensors: ${some}); pass a checkpoint of vae-lab, or the description in loadModel(bytes, { description })`,
  );
};

/**
 * Loads the model of a checkpoint, ready to use. It runs on the current backend of TensorFlow.js, in
 * Node and in browsers.
 * @throws CheckpointError if the file is damaged, is no safetensors file, or does not describe a model
 * @throws TypeError unless the file is an ArrayBuffer or a view of one
 */
export const loadModel = async (
  file: ArrayBufferLike | ArrayBufferView,
  options: LoadOptions = {},
): Promise<LoadedModel> => {
  requireOptions("loadModel", options, { description: "optional" });
  const checkpoint = await decodeIntact(file);
  const description = options.description ?? describedBy(checkpoint);
  if (description === undefined) throw undescribed(checkpoint);
  await tf.ready();
  try {
    const trained = fromTensors(buildModel(description), checkpoint.tensors);
    return loadedModel(trained, description, checkpoint.metadata);
  } catch (cause) {
    throw cannotLoad(
      `${cause instanceof Error ? cause.message : cause}; the file may be of a newer version`,
      cause,
    );
  }
};

const decodeIntact = async (file: ArrayBufferLike | ArrayBufferView): Promise<Checkpoint> => {
  try {
    const checkpoint = decodeSafetensors(file);
    const bytes = ArrayBuffer.isView(file)
      ? new Uint8Array(file.buffer, file.byteOffset, file.byteLength)
      : new Uint8Array(file);
    if ((await checkDigest(bytes)) !== "damaged") return checkpoint;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw cannotLoad(
      `${cause.message}; get the file again, or pass a checkpoint of vae-lab`,
      cause,
    );
  }
  throw cannotLoad(
    "the file is damaged, its SHA-256 is not the one it was written with; get the file again",
  );
};
