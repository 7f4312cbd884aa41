import { type ModelOptions, type Trainable, vae } from "@vae-lab/core";
import { type SampleShape, sampleLength } from "@vae-lab/core/data";
import { families } from "@vae-lab/core/families";
import {
  autoencoder,
  type Corruption,
  denoisingAutoencoder,
  gaussianNoise,
  maskingNoise,
} from "@vae-lab/core/models";
import { glorotUniform, heNormal, type Initialiser, lecunNormal } from "@vae-lab/core/networks";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";
import { aggregateInferenceOf } from "./aggregate-inference.ts";
import { discreteInference, normalInference } from "./family-inference.ts";
import { inferenceOf } from "./inference.ts";
import { likelihoodOf } from "./likelihood.ts";
import { optimizerOf } from "./optimizer.ts";
import { optionsOf } from "./options-of.ts";
import { vaeOf } from "./vae.ts";

const initialisers: Record<PartOf<"model">["initialisation"], Initialiser> = {
  "glorot-uniform": glorotUniform,
  "lecun-normal": lecunNormal,
  "he-normal": heNormal,
};

/** The priors of discrete codes: the standard one is uniform. */
const priors = { uniform: "standard", learned: "learned" } as const;

const corruptionOf = (
  config: Extract<PartOf<"model">, { kind: "denoising-autoencoder" }>["corruption"],
): Corruption => {
  switch (config.kind) {
    case "gaussian":
      return gaussianNoise(optionsOf(config));
    case "masking":
      return maskingNoise(optionsOf(config));
  }
};

type VaeConfig = Extract<PartOf<"model">, { kind: "vae" }>;

/** A VAE with its objective and estimator, by the family of its codes. */
const vaeOfFamily = (
  model: VaeConfig,
  config: TrialConfig,
  options: ModelOptions,
  shape: SampleShape,
) => {
  const { dataSize } = options;
  const { codes } = model;
  switch (codes?.kind) {
    case undefined:
      return {
        // The rules of a config require the size where it matters
        model: vaeOf(model, options, { shape, rows: config.dataset.trainSize ?? 1 }),
        ...(aggregateInferenceOf(config, dataSize) ??
          inferenceOf(config, dataSize, normalInference(config))),
      };
    case "bernoulli": {
      const family = families.bernoulli;
      return {
        model: vae({ ...options, family, prior: priors[codes.prior] }),
        ...inferenceOf(config, dataSize, discreteInference(family, config)),
      };
    }
    case "categorical": {
      const family = families.categorical;
      const { classes } = codes;
      return {
        model: vae({ ...options, family, classes, prior: priors[codes.prior] }),
        ...inferenceOf(config, dataSize, discreteInference(family, config)),
      };
    }
  }
};

/** Builds core's objects from a config. Only this folder distinguishes the kinds of parts. */
export const build = (config: TrialConfig, shape: SampleShape): Trainable => {
  const { model } = config;
  const options: ModelOptions = {
    dataSize: sampleLength(shape),
    latentSize: model.latent,
    hidden: model.hidden,
    likelihood: likelihoodOf(model.likelihood),
    initialiser: initialisers[model.initialisation],
  };
  const optimizer = optimizerOf(config.optimizer);
  switch (model.kind) {
    case "autoencoder":
      return { model: autoencoder(options), optimizer };
    case "denoising-autoencoder":
      return {
        model: denoisingAutoencoder({ ...options, corruption: corruptionOf(model.corruption) }),
        optimizer,
      };
    case "vae":
      return { ...vaeOfFamily(model, config, options, shape), optimizer };
  }
};
