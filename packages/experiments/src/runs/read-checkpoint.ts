import { type Checkpoint, decodeSafetensors, type LoadedModel, loadModel } from "@vae-lab/core";
import { CheckpointError, checkDigest } from "@vae-lab/core/checkpoints";
import { completeConfig } from "../config/complete-config.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { errorMessage } from "../error-message.ts";
import { InputError } from "../input-error.ts";
import { describeEarlier } from "./describe-earlier.ts";

/** The model of a checkpoint file, and what the file says of its trial. */
export interface ReadCheckpoint {
  readonly model: LoadedModel;
  /** Absent in a file that no trial wrote. */
  readonly config?: TrialConfig;
  /** SHA-256 of the data that the model was trained and tested on. */
  readonly dataHash?: string;
  readonly trialId?: string;
}

/** A file that breaks the format has no config: `loadModel` says what it breaks. */
const decoded = (file: Uint8Array): Checkpoint => {
  try {
    return decodeSafetensors(file);
  } catch {
    return { tensors: {}, metadata: {} };
  }
};

/** The config of a trial that finished: a snapshot has one too, but no model to use. */
const configIn = ({ metadata }: Checkpoint): TrialConfig | undefined =>
  metadata.config === undefined || metadata.step !== undefined
    ? undefined
    : completeConfig(JSON.parse(metadata.config));

/**
 * Loads the model of a checkpoint file that a trial of this or an earlier version wrote.
 * @throws InputError naming the source if the file is damaged or is no checkpoint
 */
export const readCheckpoint = async (file: Uint8Array, source: string): Promise<ReadCheckpoint> => {
  try {
    const checkpoint = decoded(file);
    // Of a damaged file nothing is read: loadModel refuses it
    const isDamaged = (await checkDigest(file)) === "damaged";
    const config = isDamaged ? undefined : configIn(checkpoint);
    const { model: described, trial, "data.hash": dataHash } = checkpoint.metadata;
    const model = await loadModel(
      file,
      config && described === undefined ? { description: describeEarlier(config, checkpoint) } : {},
    );
    return {
      model,
      ...(config && { config }),
      ...(dataHash && { dataHash }),
      ...(trial && { trialId: trial }),
    };
  } catch (cause) {
    if (!(cause instanceof CheckpointError || cause instanceof InputError)) throw cause;
    throw new InputError(`${source}: ${errorMessage(cause)}`, { cause });
  }
};
