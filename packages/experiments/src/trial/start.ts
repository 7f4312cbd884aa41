import { decodeSafetensors } from "@vae-lab/core";
import { checkDigest } from "@vae-lab/core/checkpoints";
import {
  initialSnapshot,
  parameterisedOf,
  requireSnapshotOf,
  type Snapshot,
  type Trainable,
} from "@vae-lab/core/training";
import type { TrialConfig } from "../config/trial-config.ts";
import { errorMessage } from "../error-message.ts";
import { InputError } from "../input-error.ts";
import { decodeTrialSnapshot } from "./trial-files.ts";

/** The files of the training that a trial starts from. */
export interface StartFiles {
  /** Its checkpoint. */
  readonly checkpoint: Uint8Array;
  /** The state of its optimizer after its last epoch, where it was kept. */
  readonly state?: Uint8Array | undefined;
}

/** Where a trial starts. */
export interface Start {
  readonly snapshot: Snapshot;
  /** The epochs that were made before, if training goes on with the state of the optimizer. */
  readonly epochs: number;
}

const read = async <T>(name: string, file: Uint8Array, decode: () => T): Promise<T> => {
  if ((await checkDigest(file)) === "damaged")
    throw new InputError(
      `cannot start from the ${name}: it is damaged, its SHA-256 is not the one it was written with`,
    );
  try {
    return decode();
  } catch (cause) {
    throw new InputError(
      `cannot start from the ${name}: ${errorMessage(cause)}; keep the model of the run that it is of, and with from.optimizer its estimator and optimizer, or train without from`,
      { cause },
    );
  }
};

/**
 * The state in which a trial with `from` begins: the parameters of the checkpoint with a fresh optimizer,
 * or with `from.optimizer` the whole state of the training, which goes on as if it had been longer.
 * @throws InputError if a file is missing, damaged or of another model, or if the training that goes on
 * has other minibatches
 */
export const startFrom = async (
  { from, seed }: TrialConfig,
  trainable: Trainable,
  stepsPerEpoch: number,
  files: StartFiles | undefined,
): Promise<Start | undefined> => {
  if (from === undefined) return undefined;
  if (files === undefined)
    throw new InputError("cannot start the trial: the checkpoint that it starts from is missing");
  const { checkpoint, state } = files;
  const initial = await read("checkpoint", checkpoint, () =>
    initialSnapshot(trainable, decodeSafetensors(checkpoint).tensors, seed),
  );
  if (!from.optimizer) return { snapshot: initial, epochs: 0 };
  if (state === undefined)
    throw new InputError(
      "cannot go on with the state of the optimizer: it was not kept with the checkpoint, as by earlier versions, elsewhere than in this workspace, or where early stopping chose an epoch before the last; leave out from.optimizer",
    );
  const { epoch, snapshot } = await read("state of the training", state, () => {
    const found = decodeTrialSnapshot(decodeSafetensors(state));
    requireSnapshotOf(found.snapshot, parameterisedOf(trainable), Object.keys(initial.slots));
    return found;
  });
  if (snapshot.step !== epoch * stepsPerEpoch)
    throw new InputError(
      `cannot go on with the state of the optimizer: it is of ${snapshot.step} steps in ${epoch} epochs, and an epoch has ${stepsPerEpoch} steps here; use the same batchSize and data, or leave out from.optimizer`,
    );
  return { snapshot, epochs: epoch };
};
