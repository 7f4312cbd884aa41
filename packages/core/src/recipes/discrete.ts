import { nvil } from "../estimators/baselined-score-function.ts";
import { gumbelSoftmax } from "../estimators/gumbel-softmax.ts";
import { rebar } from "../estimators/rebar.ts";
import { scoreFunction } from "../estimators/score-function.ts";
import { straightThrough } from "../estimators/straight-through.ts";
import { vimco } from "../estimators/vimco.ts";
import { bernoulliVae, categoricalVae, type DiscreteVaeOptions } from "../models/discrete-vae.ts";
import { bernoulliElbo, categoricalElbo } from "../objectives/elbo.ts";
import { iwae } from "../objectives/importance-weighted-bounds.ts";
import {
  type ReweightedWakeSleepOptions,
  reweightedWakeSleep,
} from "../objectives/reweighted-wake-sleep.ts";
import { adam } from "../optimizers/adam.ts";
import { namesOfBoth, type OptionNames, withOptions } from "../options.ts";
import type { VaeTrainable } from "../training/trainable.ts";
import { sizes } from "./sizes.ts";

/** The options of a model with discrete codes, which is dense. */
export interface DiscreteSizes extends Partial<Omit<DiscreteVaeOptions, "likelihood">> {}

const discreteNames: OptionNames<DiscreteSizes> = {
  dataSize: "optional",
  latentSize: "optional",
  hidden: "optional",
  initialiser: "optional",
  prior: "optional",
};

const discreteRecipe = <Own extends object, R>(
  name: string,
  own: OptionNames<Own>,
  make: (options: DiscreteSizes & Own) => R,
) => withOptions<DiscreteSizes & Own, R>(name, namesOfBoth(discreteNames, own), make);

/** The essay's network with coins for codes, and the leave-one-out score function (Kool et al. 2019). */
export const bernoulliCodesVae = discreteRecipe(
  "bernoulliCodesVae",
  { samples: "optional" },
  ({
    samples = 4,
    prior = "uniform",
    ...options
  }: DiscreteSizes & { readonly samples?: number }): VaeTrainable<"bernoulli"> => ({
    model: bernoulliVae({ ...sizes, ...options, prior }),
    objective: bernoulliElbo(),
    estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
    optimizer: adam(),
  }),
);

/** Coins whose score function has a running mean and a network of x for baselines (Mnih & Gregor 2014). */
export const nvilVae = discreteRecipe(
  "nvilVae",
  { samples: "optional" },
  ({
    samples = 1,
    ...options
  }: DiscreteSizes & { readonly samples?: number }): VaeTrainable<"bernoulli"> => ({
    ...bernoulliCodesVae(options),
    estimator: nvil({ samples, dataSize: options.dataSize ?? sizes.dataSize }),
  }),
);

/** Coins and the importance-weighted bound, each draw against the others (Mnih & Rezende 2016). */
export const vimcoVae = discreteRecipe(
  "vimcoVae",
  { samples: "optional" },
  ({
    samples = 5,
    ...options
  }: DiscreteSizes & { readonly samples?: number }): VaeTrainable<"bernoulliWeights"> => ({
    ...bernoulliCodesVae(options),
    objective: iwae({ samples }),
    estimator: vimco(),
  }),
);

/** Coins and q learnt in the forward direction (Bornschein & Bengio 2015). */
export const discreteWakeSleepVae = discreteRecipe(
  "discreteWakeSleepVae",
  { samples: "optional", inference: "optional" },
  ({
    samples = 5,
    inference = "wake",
    ...options
  }: DiscreteSizes & Partial<ReweightedWakeSleepOptions>): VaeTrainable<"bernoulliOwn"> => ({
    ...bernoulliCodesVae(options),
    objective: reweightedWakeSleep({ samples, inference }),
    estimator: undefined,
  }),
);

/** Coins, hard in the forward pass, soft in the backward one (Bengio et al. 2013). */
export const straightThroughVae = withOptions(
  "straightThroughVae",
  discreteNames,
  (options: DiscreteSizes): VaeTrainable<"bernoulli"> => ({
    ...bernoulliCodesVae(options),
    estimator: straightThrough(),
  }),
);

/** Coins and the score function with a relaxation for its control variate (Tucker et al. 2017). */
export const rebarVae = discreteRecipe(
  "rebarVae",
  { temperature: "optional" },
  ({
    temperature = 0.5,
    ...options
  }: DiscreteSizes & { readonly temperature?: number }): VaeTrainable<"bernoulli"> => ({
    ...bernoulliCodesVae(options),
    estimator: rebar({ temperature }),
  }),
);

/** One-hot codes, relaxed (Jang et al. 2017; Maddison et al. 2017). */
export const gumbelSoftmaxVae = discreteRecipe(
  "gumbelSoftmaxVae",
  { temperature: "optional", classes: "optional" },
  ({
    temperature = 0.5,
    classes = 10,
    prior = "uniform",
    ...options
  }: DiscreteSizes & {
    readonly temperature?: number;
    readonly classes?: number;
  }): VaeTrainable<"categorical"> => ({
    model: categoricalVae({ ...sizes, ...options, prior, classes }),
    objective: categoricalElbo(),
    estimator: gumbelSoftmax({ temperature }),
    optimizer: adam(),
  }),
);
