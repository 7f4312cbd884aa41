// Train a model

export {
  type AutoencoderSizes,
  type DiscreteSizes,
  type RecipeSizes,
  recipes,
} from "./recipes/recipes.ts";
export { fit } from "./training/fit.ts";
export { type TrainingEvent, type TrainingOptions, train } from "./training/train.ts";
export type { Trainable } from "./training/trainable.ts";

// Use a trained model

export { type Codes, codes, priorCodes, sampleCodes } from "./evaluation/codes.ts";
export { decode, reconstructionLogLikelihood } from "./evaluation/decode.ts";
export { type ElboTerms, type ElboTermsOptions, elboTerms } from "./evaluation/elbo-terms.ts";
export { type Rng, rng } from "./random/rng.ts";

// Save and load it

export { buildModel } from "./checkpoints/build-model.ts";
export { loadModel } from "./checkpoints/load-model.ts";
export type { LoadedModel } from "./checkpoints/loaded-model.ts";
export type { ModelDescription } from "./checkpoints/model-description.ts";
export { saveModel } from "./checkpoints/save-model.ts";
export {
  fromTensors,
  type PlainTensor,
  type TrainedModel,
  toTensors,
  trainedModel,
} from "./models/trained-model.ts";
export { type Checkpoint, decodeSafetensors, encodeSafetensors } from "./training/safetensors.ts";

// The parts of a VAE; alternatives are in the entry points of their folders

export { reverseKl } from "./divergences/reverse-kl.ts";
export { pathwise } from "./estimators/pathwise.ts";
export { bernoulli } from "./likelihoods/bernoulli.ts";
export { gaussian } from "./likelihoods/gaussian.ts";
export type { ModelOptions } from "./models/model-options.ts";
export { vae } from "./models/vae.ts";
export { type ElboOptions, elbo } from "./objectives/elbo.ts";
export { type AdamOptions, adam } from "./optimizers/adam.ts";

// Their types, for parts of your own

export type { Normal } from "./distributions/normal.ts";
export type { Estimator } from "./estimators/estimator.ts";
export type { Likelihood } from "./likelihoods/likelihood.ts";
export type { Model, Vae } from "./models/model.ts";
export type { Objective } from "./objectives/objective.ts";
export type { Optimizer } from "./optimizers/optimizer.ts";
