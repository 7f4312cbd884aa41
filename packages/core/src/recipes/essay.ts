import { pathwise } from "../estimators/pathwise.ts";
import { scoreFunction } from "../estimators/score-function.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { autoencoder, denoisingAutoencoder } from "../models/autoencoder.ts";
import { type Corruption, gaussianNoise } from "../models/corruption.ts";
import { vae } from "../models/vae.ts";
import { elbo } from "../objectives/elbo.ts";
import { reconstructionOnly } from "../objectives/reconstruction-only.ts";
import { adam } from "../optimizers/adam.ts";
import { withOptions } from "../options.ts";
import type { AutoencoderTrainable, VaeTrainable } from "../training/trainable.ts";
import {
  type AutoencoderSizes,
  autoencoderSizeNames,
  type RecipeSizes,
  recipe,
  sizeNames,
  sizes,
} from "./sizes.ts";

/**
 * The VAE of Hamidreza Saghir's essay "An intuitive understanding of variational autoencoders without
 * any formula": reverse KL, beta 1, one pathwise sample (Kingma & Welling 2014).
 */
export const essayVae = withOptions(
  "essayVae",
  sizeNames,
  (options: RecipeSizes): VaeTrainable<"normal", "expectation"> => ({
    model: vae({ ...sizes, ...options }),
    objective: elbo(),
    estimator: pathwise(),
    optimizer: adam(),
  }),
);

/** The 784-512-2 VAE of the figures of Saghir's essay (Chollet 2016, Keras example variational_autoencoder.py). */
export const keras2dVae = withOptions(
  "keras2dVae",
  sizeNames,
  (options: RecipeSizes): VaeTrainable => essayVae({ latentSize: 2, hidden: [512], ...options }),
);

/** β-VAE: the rate weighted by beta (Higgins et al. 2017). */
export const betaVae = recipe(
  "betaVae",
  { beta: "required" },
  ({
    beta,
    ...options
  }: RecipeSizes & { readonly beta: number }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: elbo({ beta }),
  }),
);

/** Gaussian likelihood N(output, variance · I), a squared error (Kingma & Welling 2014). */
export const gaussianVae = recipe(
  "gaussianVae",
  { variance: "optional" },
  ({
    variance = 0.1,
    ...options
  }: RecipeSizes & { readonly variance?: number }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(),
    model: vae({ ...sizes, ...options, likelihood: gaussian({ variance }) }),
  }),
);

/** Reconstruction only, no KL term (Saghir's essay, side note 2). */
export const withoutKl = withOptions(
  "withoutKl",
  sizeNames,
  (options: RecipeSizes): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: reconstructionOnly(),
  }),
);

/** The score-function estimator of the reconstruction term, with a leave-one-out baseline (Kool et al. 2019). */
export const scoreFunctionVae = recipe(
  "scoreFunctionVae",
  { samples: "optional" },
  ({
    samples = 4,
    ...options
  }: RecipeSizes & { readonly samples?: number }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
  }),
);

/** A deterministic autoencoder (Hinton & Salakhutdinov 2006, without their pre-training). */
export const plainAutoencoder = withOptions(
  "plainAutoencoder",
  autoencoderSizeNames,
  (options: AutoencoderSizes): AutoencoderTrainable => ({
    model: autoencoder({ ...sizes, ...options }),
    optimizer: adam(),
  }),
);

/** A denoising autoencoder (Vincent et al. 2008). */
export const denoising = withOptions(
  "denoisingAutoencoder",
  { ...autoencoderSizeNames, corruption: "optional" },
  ({
    corruption = gaussianNoise({ sd: 0.5 }),
    ...options
  }: AutoencoderSizes & { readonly corruption?: Corruption }): AutoencoderTrainable => ({
    model: denoisingAutoencoder({ ...sizes, ...options, corruption }),
    optimizer: adam(),
  }),
);
