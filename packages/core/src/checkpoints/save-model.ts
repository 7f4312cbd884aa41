import { type TrainedModel, toTensors } from "../models/trained-model.ts";
import { encodeSafetensors } from "../training/safetensors.ts";
import { withDigest } from "./digest.ts";
import type { ModelDescription } from "./model-description.ts";

/** The key of a checkpoint's metadata that holds the description of its model, as JSON. */
export const descriptionKey = "model";

/**
 * The checkpoint of a model that `buildModel` built of this description and that was trained: a
 * safetensors file of its parameters, with the description and a digest in the metadata. `loadModel`
 * reads it, and any other program that reads safetensors reads the parameters.
 */
export const saveModel = (
  trained: TrainedModel,
  description: ModelDescription,
  metadata: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> =>
  withDigest((digest) =>
    encodeSafetensors(toTensors(trained), {
      ...metadata,
      [descriptionKey]: JSON.stringify(description),
      ...digest,
    }),
  );
