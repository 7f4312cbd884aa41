import { type ModelDescription, saveModel, type TrainedModel } from "@vae-lab/core";
import { withDigest } from "@vae-lab/core/checkpoints";
import { encodeSnapshot, type Snapshot } from "@vae-lab/core/training";
import type { TrialConfig } from "../config/trial-config.ts";
import type { RuntimeFingerprint } from "./runtime-fingerprint.ts";
import { canonicalJson, trialId } from "./trial-id.ts";

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

/** The state of a trial after an epoch, as a safetensors file with a digest. */
export const encodeTrialSnapshot = (
  snapshot: Snapshot,
  trial: TrialMetadata,
  epoch: number,
): Promise<Uint8Array> =>
  withDigest((digest) =>
    encodeSnapshot(snapshot, { ...metadataOf(trial), epoch: String(epoch), ...digest }),
  );

/** The parameters of a trained model with its description, as a safetensors file with a digest. */
export const encodeCheckpoint = (
  trained: TrainedModel,
  description: ModelDescription,
  trial: TrialMetadata,
): Promise<Uint8Array> => saveModel(trained, description, metadataOf(trial));
