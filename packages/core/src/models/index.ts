// VAEs

export {
  type CodeDecoder,
  type ConditionalVae,
  type ConditionalVaeOptions,
  conditionalVae,
  conditionOn,
  isConditional,
  labelledDecoder,
  withLabels,
} from "./conditional-vae.ts";
export {
  type HierarchicalOptions,
  type HierarchicalVae,
  hierarchicalVae,
} from "./hierarchical-vae.ts";
export { type LinearVaeOptions, linearVae } from "./linear-vae.ts";
export { type FamilyOptions, vae } from "./vae.ts";

// Autoencoders

export { autoencoder, denoisingAutoencoder } from "./autoencoder.ts";
export { type Corruption, gaussianNoise, maskingNoise } from "./corruption.ts";

// Encoders and decoders

export {
  type Body,
  convolutionalBody,
  denseBody,
  type ImageOptions,
  type MakeBody,
} from "./body.ts";
export { convolutionalDecoder } from "./convolutional-decoder.ts";
export { type Decoder, denseDecoder, type MakeDecoder, networkDecoder } from "./decoder.ts";
export { type MaskedDecoderOptions, maskedDecoder } from "./masked-decoder.ts";
export { skipDecoder } from "./skip-decoder.ts";

// Priors

export { withMixturePrior } from "./priors/with-mixture-prior.ts";
export { type VampPriorOptions, withVampPrior } from "./priors/with-vamp-prior.ts";

// Binarisation in training

export { binarisedAnew, dynamicallyBinarised, type Observation } from "./observation.ts";

// Trained models

export { DisposedError } from "./checked-input.ts";
export {
  fromTensors,
  type PlainTensor,
  type TrainedModel,
  toTensors,
  trainedModel,
} from "./trained-model.ts";

// Types

export type {
  Autoencoder,
  FamilyVae,
  LatentModel,
  Model,
  Vae,
  VariationalModel,
} from "./model.ts";
export type { ModelOptions, NetworkOptions } from "./model-options.ts";
