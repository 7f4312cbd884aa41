import { nvil } from "../estimators/baselined-score-function.ts";
import { gumbelSoftmax } from "../estimators/gumbel-softmax.ts";
import { rebar } from "../estimators/rebar.ts";
import { scoreFunction } from "../estimators/score-function.ts";
import { straightThrough } from "../estimators/straight-through.ts";
import { vimco } from "../estimators/vimco.ts";
import { bernoulliFamily } from "../families/bernoulli.ts";
import { categoricalFamily } from "../families/categorical.ts";
import { type FamilyOptions, vae } from "../models/vae.ts";
import { elbo } from "../objectives/elbo.ts";
import { iwae } from "../objectives/importance-weighted-bounds.ts";
import {
  type ReweightedWakeSleepOptions,
  reweightedWakeSleep,
} from "../objectives/reweighted-wake-sleep.ts";
import { adam } from "../optimizers/adam.ts";
import { namesOfBoth, type OptionNames, withOptions } from "../options.ts";
import type { VaeTrainable } from "../training/trainable.ts";
import { type AutoencoderSizes, autoencoderSizeNames, sizes } from "./sizes.ts";

/** Options of a model with discrete latent variables. */
export interface DiscreteSizes
  extends AutoencoderSizes,
    Partial<Pick<FamilyOptions<never, never, never>, "prior">> {}

const discreteNames: OptionNames<DiscreteSizes> = { ...autoencoderSizeNames, prior: "optional" };

const discreteRecipe = <Own extends object, R>(
  name: string,
  own: OptionNames<Own>,
  make: (options: DiscreteSizes & Own) => R,
) => withOptions<DiscreteSizes & Own, R>(name, namesOfBoth(discreteNames, own), make);

/** Bernoulli latent variables and the score function with a leave-one-out baseline (Kool et al. 2019). */
export const bernoulliCodesVae = discreteRecipe(
  "bernoulliCodesVae",
  { samples: "optional" },
  ({
    samples = 4,
    prior = "standard",
    ...options
  }: DiscreteSizes & { readonly samples?: number }): VaeTrainable<"bernoulli", "expectation"> => ({
    model: vae({ ...sizes, ...options, prior, family: bernoulliFamily }),
    objective: elbo({ family: bernoulliFamily }),
    estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
    optimizer: adam(),
  }),
);

/** NVIL: Bernoulli latent variables; the baselines are a running mean and a network of x (Mnih & Gregor 2014). */
export const nvilVae = discreteRecipe(
  "nvilVae",
  { samples: "optional" },
  ({
    samples = 1,
    ...options
  }: DiscreteSizes & { readonly samples?: number }): VaeTrainable<"bernoulli", "expectation"> => ({
    ...bernoulliCodesVae(options),
    estimator: nvil({ samples, dataSize: options.dataSize ?? sizes.dataSize }),
  }),
);

/** VIMCO: the importance-weighted bound of Bernoulli latent variables (Mnih & Rezende 2016). */
export const vimcoVae = discreteRecipe(
  "vimcoVae",
  { samples: "optional" },
  ({
    samples = 5,
    ...options
  }: DiscreteSizes & { readonly samples?: number }): VaeTrainable<"bernoulli", "weights"> => ({
    ...bernoulliCodesVae(options),
    objective: iwae({ samples }),
    estimator: vimco(),
  }),
);

/** Reweighted wake-sleep with Bernoulli latent variables: q by forward KL (Bornschein & Bengio 2015). */
export const discreteWakeSleepVae = discreteRecipe(
  "discreteWakeSleepVae",
  { samples: "optional", inference: "optional" },
  ({
    samples = 5,
    inference = "wake",
    ...options
  }: DiscreteSizes & Partial<ReweightedWakeSleepOptions>): VaeTrainable<"bernoulli", "own"> => ({
    ...bernoulliCodesVae(options),
    objective: reweightedWakeSleep({ samples, inference }),
    estimator: undefined,
  }),
);

/** Straight-through: samples in the forward pass, probabilities in the backward pass (Bengio et al. 2013). */
export const straightThroughVae = withOptions(
  "straightThroughVae",
  discreteNames,
  (options: DiscreteSizes): VaeTrainable<"bernoulli", "expectation"> => ({
    ...bernoulliCodesVae(options),
    estimator: straightThrough(),
  }),
);

/** REBAR: the score function with a relaxation as control variate (Tucker et al. 2017). */
export const rebarVae = discreteRecipe(
  "rebarVae",
  { temperature: "optional" },
  ({
    temperature = 0.5,
    ...options
  }: DiscreteSizes & { readonly temperature?: number }): VaeTrainable<
    "bernoulli",
    "expectation"
  > => ({
    ...bernoulliCodesVae(options),
    estimator: rebar({ temperature }),
  }),
);

/** Categorical latent variables with the Gumbel-softmax relaxation (Jang et al. 2017; Maddison et al. 2017). */
export const gumbelSoftmaxVae = discreteRecipe(
  "gumbelSoftmaxVae",
  { temperature: "optional", classes: "optional" },
  ({
    temperature = 0.5,
    classes = 10,
    prior = "standard",
    ...options
  }: DiscreteSizes & {
    readonly temperature?: number;
    readonly classes?: number;
  }): VaeTrainable<"categorical", "expectation"> => ({
    model: vae({ ...sizes, ...options, prior, classes, family: categoricalFamily }),
    objective: elbo({ family: categoricalFamily }),
    estimator: gumbelSoftmax({ temperature }),
    optimizer: adam(),
  }),
);
