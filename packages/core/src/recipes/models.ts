import { pathwiseWeights } from "../estimators/pathwise-weights.ts";
import { optimalGaussian } from "../likelihoods/gaussian-optimal.ts";
import { convolutionalBody, type ImageOptions } from "../models/body.ts";
import { convolutionalDecoder } from "../models/convolutional-decoder.ts";
import { hierarchicalVae } from "../models/hierarchical-vae.ts";
import { maskedDecoder } from "../models/masked-decoder.ts";
import { withMixturePrior } from "../models/priors/with-mixture-prior.ts";
import { withVampPrior } from "../models/priors/with-vamp-prior.ts";
import { vae } from "../models/vae.ts";
import { iwae, monteCarloElbo } from "../objectives/importance-weighted-bounds.ts";
import { adam } from "../optimizers/adam.ts";
import { withOptions } from "../options.ts";
import type { AscentOptions } from "../posteriors/ascend.ts";
import { perObservation } from "../posteriors/per-observation.ts";
import { semiAmortised } from "../posteriors/semi-amortised.ts";
import type { VaeTrainable } from "../training/trainable.ts";
import { essayVae } from "./essay.ts";
import { monteCarloKlVae } from "./importance-weighted.ts";
import { type RecipeSizes, recipe, sizeNames, sizes } from "./sizes.ts";

/** σ-VAE: the optimal Gaussian variance for each minibatch (Rybkin et al. 2021, eq. 8). */
export const sigmaVae = withOptions(
  "sigmaVae",
  sizeNames,
  (options: RecipeSizes): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    model: vae({ ...sizes, ...options, likelihood: optimalGaussian() }),
  }),
);

/** VampPrior: the prior is the mean of q(z|u) over learned pseudo-inputs u (Tomczak & Welling 2018). */
export const vampPriorVae = recipe(
  "vampPriorVae",
  { components: "optional" },
  ({
    components = 500,
    ...options
  }: RecipeSizes & { readonly components?: number }): VaeTrainable<"normal", "weights"> => ({
    ...monteCarloKlVae(options),
    model: withVampPrior(vae({ ...sizes, ...options }), { components }),
  }),
);

/** A learned mixture of normal distributions as prior (Tomczak & Welling 2018, sec. 4). */
export const mixturePriorVae = recipe(
  "mixturePriorVae",
  { components: "optional" },
  ({
    components = 50,
    ...options
  }: RecipeSizes & { readonly components?: number }): VaeTrainable<"normal", "weights"> => ({
    ...monteCarloKlVae(options),
    model: withMixturePrior(vae({ ...sizes, ...options }), { components }),
  }),
);

/** Two layers of latent variables and the importance-weighted bound, the ELBO for one sample (Burda et al. 2016). */
export const twoLayerVae = recipe(
  "twoLayerVae",
  { topSize: "optional", between: "optional", samples: "optional" },
  ({
    topSize = 10,
    between = [],
    samples = 1,
    ...options
  }: RecipeSizes & {
    readonly topSize?: number;
    readonly between?: readonly number[];
    readonly samples?: number;
  }): VaeTrainable<"two-layers"> => ({
    model: hierarchicalVae({ ...sizes, ...options, topSize, between }),
    objective: samples === 1 ? monteCarloElbo() : iwae({ samples }),
    estimator: pathwiseWeights(),
    optimizer: adam(),
  }),
);

/** An autoregressive decoder (PixelVAE: Gulrajani et al. 2017) with masked weights (MADE: Germain et al. 2015). */
export const autoregressiveVae = withOptions(
  "autoregressiveVae",
  sizeNames,
  (options: RecipeSizes): VaeTrainable<"normal", "expectation"> =>
    essayVae({ ...options, decoder: maskedDecoder() }),
);

/** Convolutional encoder and decoder of stride 2 (Chollet 2020, Keras example). */
export const convolutionalVae = recipe(
  "convolutionalVae",
  { image: "optional" },
  ({
    image = { width: 28, height: 28 },
    ...options
  }: RecipeSizes & { readonly image?: ImageOptions }): VaeTrainable<"normal", "expectation"> =>
    essayVae({
      latentSize: 2,
      hidden: [16],
      ...options,
      body: convolutionalBody(image),
      decoder: convolutionalDecoder(image),
    }),
);

/** Semi-amortised inference (Kim et al. 2018, with stopped gradients). */
export const semiAmortisedVae = recipe(
  "semiAmortisedVae",
  { steps: "optional", samples: "optional" },
  ({
    steps = 20,
    samples = 1,
    ...options
  }: RecipeSizes & Partial<Pick<AscentOptions, "steps" | "samples">>): VaeTrainable<
    "normal",
    "expectation"
  > => ({
    ...essayVae(options),
    model: semiAmortised(vae({ ...sizes, ...options }), { steps, samples }),
  }),
);

/** Variational parameters per row, no encoder (Hoffman et al. 2013, with Monte Carlo gradients). */
export const perObservationVae = recipe(
  "perObservationVae",
  { rows: "optional" },
  ({
    rows = 60_000,
    ...options
  }: RecipeSizes & { readonly rows?: number }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    model: perObservation(vae({ ...sizes, ...options }), { rows }),
  }),
);
