// Load and save

export { CheckpointError } from "./checkpoint-error.ts";
export { type LoadOptions, loadModel } from "./load-model.ts";
export { saveModel } from "./save-model.ts";

// The classes of a conditional model

export { drawLabels, type SampleLabels } from "./labels.ts";

// A loaded model

export type {
  DecodeOptions,
  EncodedCodes,
  EncodeOptions,
  LabelOptions,
  LoadedModel,
  Output,
  SampleOptions,
} from "./loaded-model.ts";

// What a checkpoint says of its model

export type { SampleShape } from "../data/sample-shape.ts";
export { buildModel, type DescribedModel, type LearnedPriorVae } from "./build-model.ts";
export type {
  AutoencoderDescription,
  BernoulliVaeDescription,
  CategoricalVaeDescription,
  ConditionDescription,
  CorruptionDescription,
  DenoisingAutoencoderDescription,
  LearnedPriorVaeDescription,
  LikelihoodDescription,
  ModelDescription,
  NetworkDescription,
  NormalVaeDescription,
  PosteriorDescription,
  PriorDescription,
  TwoLayerVaeDescription,
} from "./model-description.ts";

// The digest of a file

export { checkDigest, type DigestMetadata, withDigest } from "./digest.ts";
