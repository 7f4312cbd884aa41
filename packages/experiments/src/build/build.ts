import type { ModelOptions, Trainable } from "@vae-lab/core";
import {
  autoencoder,
  type Corruption,
  denoisingAutoencoder,
  gaussianNoise,
  maskingNoise,
} from "@vae-lab/core/models";
import { glorotUniform, heNormal, type Initialiser, lecunNormal } from "@vae-lab/core/networks";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";
import { discreteRegulariserOf, discreteVaeOf } from "./discrete-vae.ts";
import { inferenceOf } from "./inference.ts";
import { likelihoodOf } from "./likelihood.ts";
import { optimizerOf } from "./optimizer.ts";
import { optionsOf } from "./options-of.ts";
import { divergenceOf } from "./regulariser.ts";
import { type Image, vaeOf } from "./vae.ts";

const initialisers: Record<PartOf<"model">["initialisation"], Initialiser> = {
  "glorot-uniform": glorotUniform,
  "lecun-normal": lecunNormal,
  "he-normal": heNormal,
};

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

/** Builds core's objects from a config. Only this folder distinguishes the kinds of parts. */
export const build = (config: TrialConfig, image: Image): Trainable => {
  const { model } = config;
  const options: ModelOptions = {
    dataSize: image.width * image.height,
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
      return model.codes === undefined
        ? {
            model: vaeOf(model, options, image),
            ...inferenceOf(config, options.dataSize),
            optimizer,
          }
        : { ...discreteVaeOf(model.codes, config, options), optimizer };
  }
};

/** The trained regulariser, if any, for any kind of codes. */
export const regulariserOf = (config: TrialConfig) =>
  config.model.kind === "vae" && config.model.codes !== undefined
    ? discreteRegulariserOf(config.model.codes, config)
    : divergenceOf(config);
