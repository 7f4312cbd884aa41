import { type ModelDescription, saveModel, type TrainedModel } from "@vae-lab/core";
import { withDigest } from "@vae-lab/core/checkpoints";
import {
  type Checkpoint,
  decodeSnapshot,
  encodeSnapshot,
  type Snapshot,
} from "@vae-lab/core/training";
import type { TrialConfig } from "../config/trial-config.ts";
import type { BestEpoch } from "./early-stopping.ts";
import { canonicalJson } from "./identity.ts";
import type { RuntimeFingerprint } from "./runtime-fingerprint.ts";
import { trialId } from "./trial-id.ts";

/** What the metadata of a trial's files say about it. */
export interface TrialMetadata {
  readonly config: TrialConfig;
  readonly fingerprint: RuntimeFingerprint;
}

/** The trial that a file belongs to, by its config and its data. */
export const idOf = ({ config, fingerprint }: TrialMetadata): string =>
  trialId(config, fingerprint["data.hash"] ?? "");

const metadataOf = (trial: TrialMetadata): Record<string, string> => ({
  trial: idOf(trial),
  config: canonicalJson(trial.config),
  "data.hash": trial.fingerprint["data.hash"] ?? "",
  circumstances: canonicalJson(trial.fingerprint),
});

/** The slot of a snapshot that has the parameters of the best epoch so far. */
const bestSlot = "best";

/** The state of a trial after an epoch. */
export interface TrialSnapshot {
  readonly epoch: number;
  readonly snapshot: Snapshot;
  /** The best epoch so far, if early stopping watches. */
  readonly best?: BestEpoch | undefined;
  /** The epoch since which the model is collapsed, if it is. */
  readonly collapsedSince?: number | undefined;
}

/** The state of a trial after an epoch, as a safetensors file with a digest. */
export const encodeTrialSnapshot = (
  { epoch, snapshot, best, collapsedSince }: TrialSnapshot,
  trial: TrialMetadata,
): Promise<Uint8Array> => {
  const slots = best ? { ...snapshot.slots, [bestSlot]: best.parameters } : snapshot.slots;
  const metadata = {
    ...metadataOf(trial),
    epoch: String(epoch),
    ...(best && { "best.epoch": String(best.epoch), "best.value": String(best.value) }),
    ...(collapsedSince !== undefined && { "collapsed.since": String(collapsedSince) }),
  };
  return withDigest((digest) => encodeSnapshot({ ...snapshot, slots }, { ...metadata, ...digest }));
};

/** @throws RangeError if the file is not a snapshot */
export const decodeTrialSnapshot = (file: Checkpoint): TrialSnapshot => {
  const { slots, ...rest } = decodeSnapshot(file);
  const { [bestSlot]: parameters, ...own } = slots;
  const { epoch, "best.epoch": bestEpoch, "best.value": value } = file.metadata;
  const { "collapsed.since": collapsedSince } = file.metadata;
  return {
    epoch: Number(epoch),
    snapshot: { ...rest, slots: own },
    ...(collapsedSince !== undefined && { collapsedSince: Number(collapsedSince) }),
    ...(parameters && { best: { epoch: Number(bestEpoch), value: Number(value), parameters } }),
  };
};

/**
 * The parameters of the model of an epoch with its description, as a safetensors file with a digest.
 */
export const encodeCheckpoint = (
  trained: TrainedModel,
  epoch: number,
  description: ModelDescription,
  trial: TrialMetadata,
): Promise<Uint8Array> =>
  saveModel(trained, description, { ...metadataOf(trial), epoch: String(epoch) });
