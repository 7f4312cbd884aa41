import { nvil } from "./estimators/baselined-score-function.ts";
import { dreg } from "./estimators/dreg.ts";
import { gumbelSoftmax } from "./estimators/gumbel-softmax.ts";
import { pathwise } from "./estimators/pathwise.ts";
import { pathwiseWeights } from "./estimators/pathwise-weights.ts";
import { rebar } from "./estimators/rebar.ts";
import { scoreFunction } from "./estimators/score-function.ts";
import { stickingTheLanding } from "./estimators/sticking-the-landing.ts";
import { straightThrough } from "./estimators/straight-through.ts";
import { vimco } from "./estimators/vimco.ts";
import { gaussian } from "./likelihoods/gaussian.ts";
import { autoencoder, denoisingAutoencoder } from "./models/autoencoder.ts";
import { type Corruption, gaussianNoise } from "./models/corruption.ts";
import { bernoulliVae, categoricalVae, type DiscreteVaeOptions } from "./models/discrete-vae.ts";
import { type ModelOptions, vae } from "./models/vae.ts";
import { bernoulliElbo, categoricalElbo, elbo } from "./objectives/elbo.ts";
import {
  ciwae,
  iwae,
  miwae,
  monteCarloElbo,
  vrAlpha,
} from "./objectives/importance-weighted-bounds.ts";
import { reconstructionOnly } from "./objectives/reconstruction-only.ts";
import {
  type ReweightedWakeSleepOptions,
  reweightedWakeSleep,
} from "./objectives/reweighted-wake-sleep.ts";
import { adam } from "./optimizers/adam.ts";
import type { AutoencoderTrainable, VaeTrainable } from "./trainable.ts";

/** Sizes for other data than MNIST, and another beginning. */
export type RecipeSizes = Partial<Omit<ModelOptions, "likelihood">>;

/** The same for models with discrete codes. */
type DiscreteSizes = RecipeSizes & Pick<DiscreteVaeOptions, "prior">;

const sizes = { dataSize: 784, latentSize: 20, hidden: [400] };

/** What the essay's pseudo-code says: reverse KL, beta 1, one pathwise draw (Kingma & Welling 2014). */
const essayVae = (options: RecipeSizes = {}): VaeTrainable<"expectation"> => ({
  model: vae({ ...sizes, ...options }),
  objective: elbo(),
  estimator: pathwise(),
  optimizer: adam(),
});

/** The essay's figures: 784-512-2 (Chollet 2016, Keras example variational_autoencoder.py). */
const keras2dVae = (options: RecipeSizes = {}): VaeTrainable =>
  essayVae({ latentSize: 2, hidden: [512], ...options });

/** Another weight on the rate (Higgins et al. 2017). */
const betaVae = ({
  beta,
  ...options
}: RecipeSizes & { readonly beta: number }): VaeTrainable<"expectation"> => ({
  ...essayVae(options),
  objective: elbo({ beta }),
});

/** N(output, variance · I) for the likelihood: mean squared error (the essay; Kingma & Welling 2014). */
const gaussianVae = ({
  variance = 0.1,
  ...options
}: RecipeSizes & { readonly variance?: number } = {}): VaeTrainable<"expectation"> => ({
  ...essayVae(),
  model: vae({ ...sizes, ...options, likelihood: gaussian({ variance }) }),
});

/** Reconstruction alone: nothing holds the codes to the prior (the essay, side note 2). */
const withoutKl = (options: RecipeSizes = {}): VaeTrainable<"expectation"> => ({
  ...essayVae(options),
  objective: reconstructionOnly(),
});

/** REINFORCE for the reconstruction term, leave-one-out baseline (Kool et al. 2019). */
const scoreFunctionVae = ({
  samples = 4,
  ...options
}: RecipeSizes & { readonly samples?: number } = {}): VaeTrainable<"expectation"> => ({
  ...essayVae(options),
  estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
});

/** The ELBO from log-weights alone, KL by the same draw (Kingma & Welling 2014, eq. 6: SGVB's version A). */
const monteCarloKlVae = (options: RecipeSizes = {}): VaeTrainable<"weights"> => ({
  ...essayVae(options),
  objective: monteCarloElbo(),
  estimator: pathwiseWeights(),
});

/** No noise is left where q is the posterior (Roeder et al. 2017). */
const stickingTheLandingVae = (options: RecipeSizes = {}): VaeTrainable<"weights"> => ({
  ...monteCarloKlVae(options),
  estimator: stickingTheLanding(),
});

/** The importance-weighted autoencoder (Burda et al. 2016). */
const iwaeVae = ({
  samples = 5,
  ...options
}: RecipeSizes & { readonly samples?: number } = {}): VaeTrainable<"weights"> => ({
  ...monteCarloKlVae(options),
  objective: iwae({ samples }),
});

/** Its encoder by doubly-reparameterised gradients (Tucker et al. 2019). */
const dregIwae = (
  options: RecipeSizes & { readonly samples?: number } = {},
): VaeTrainable<"weights"> => ({ ...iwaeVae(options), estimator: dreg() });

/** M bounds of K draws: a tight bound with a signal for the encoder (Rainforth et al. 2018). */
const miwaeVae = ({
  samples = 8,
  groups = 8,
  ...options
}: RecipeSizes & {
  readonly samples?: number;
  readonly groups?: number;
} = {}): VaeTrainable<"weights"> => ({
  ...monteCarloKlVae(options),
  objective: miwae({ samples, groups }),
});

/** Between the ELBO and IWAE by the same draws (Rainforth et al. 2018). */
const ciwaeVae = ({
  samples = 64,
  share = 0.5,
  ...options
}: RecipeSizes & {
  readonly samples?: number;
  readonly share?: number;
} = {}): VaeTrainable<"weights"> => ({
  ...monteCarloKlVae(options),
  objective: ciwae({ samples, share }),
});

/** The variational Rényi bound (Li & Turner 2016). */
const vrAlphaVae = ({
  samples = 5,
  alpha = 0.5,
  ...options
}: RecipeSizes & {
  readonly samples?: number;
  readonly alpha?: number;
} = {}): VaeTrainable<"weights"> => ({
  ...monteCarloKlVae(options),
  objective: vrAlpha({ samples, alpha }),
});

/** q learns in the forward direction (Bornschein & Bengio 2015). */
const reweightedWakeSleepVae = ({
  samples = 5,
  inference = "wake",
  ...options
}: RecipeSizes & Partial<ReweightedWakeSleepOptions> = {}): VaeTrainable<"own"> => ({
  ...essayVae(options),
  objective: reweightedWakeSleep({ samples, inference }),
  estimator: undefined,
});

/** The essay's network with coins for codes, and the leave-one-out score function (Kool et al. 2019). */
const bernoulliCodesVae = ({
  samples = 4,
  prior = "uniform",
  ...options
}: DiscreteSizes & { readonly samples?: number } = {}): VaeTrainable<"bernoulli"> => ({
  model: bernoulliVae({ ...sizes, ...options, prior }),
  objective: bernoulliElbo(),
  estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
  optimizer: adam(),
});

/** Coins whose score function has a running mean and a network of x for baselines (Mnih & Gregor 2014). */
const nvilVae = ({
  samples = 1,
  ...options
}: DiscreteSizes & { readonly samples?: number } = {}): VaeTrainable<"bernoulli"> => ({
  ...bernoulliCodesVae(options),
  estimator: nvil({ samples, dataSize: options.dataSize ?? sizes.dataSize }),
});

/** Coins and the importance-weighted bound, each draw against the others (Mnih & Rezende 2016). */
const vimcoVae = ({
  samples = 5,
  ...options
}: DiscreteSizes & { readonly samples?: number } = {}): VaeTrainable<"bernoulliWeights"> => ({
  ...bernoulliCodesVae(options),
  objective: iwae({ samples }),
  estimator: vimco(),
});

/** Coins and q learnt in the forward direction (Bornschein & Bengio 2015). */
const discreteWakeSleepVae = ({
  samples = 5,
  inference = "wake",
  ...options
}: DiscreteSizes & Partial<ReweightedWakeSleepOptions> = {}): VaeTrainable<"bernoulliOwn"> => ({
  ...bernoulliCodesVae(options),
  objective: reweightedWakeSleep({ samples, inference }),
  estimator: undefined,
});

/** Coins, hard in the forward pass, soft in the backward one (Bengio et al. 2013). */
const straightThroughVae = (options: DiscreteSizes = {}): VaeTrainable<"bernoulli"> => ({
  ...bernoulliCodesVae(options),
  estimator: straightThrough(),
});

/** Coins and the score function with a relaxation for its control variate (Tucker et al. 2017). */
const rebarVae = ({
  temperature = 0.5,
  ...options
}: DiscreteSizes & { readonly temperature?: number } = {}): VaeTrainable<"bernoulli"> => ({
  ...bernoulliCodesVae(options),
  estimator: rebar({ temperature }),
});

/** One-hot codes, relaxed (Jang et al. 2017; Maddison et al. 2017). */
const gumbelSoftmaxVae = ({
  temperature = 0.5,
  classes = 10,
  prior = "uniform",
  ...options
}: DiscreteSizes & {
  readonly temperature?: number;
  readonly classes?: number;
} = {}): VaeTrainable<"categorical"> => ({
  model: categoricalVae({ ...sizes, ...options, prior, classes }),
  objective: categoricalElbo(),
  estimator: gumbelSoftmax({ temperature }),
  optimizer: adam(),
});

/** Squeezes and decodes again (Hinton & Salakhutdinov 2006, without their pre-training). */
const plainAutoencoder = (options: RecipeSizes = {}): AutoencoderTrainable => ({
  model: autoencoder({ ...sizes, ...options }),
  optimizer: adam(),
});

/** Clean data from spoilt ones (Vincent et al. 2008). */
const denoising = ({
  corruption = gaussianNoise({ sd: 0.5 }),
  ...options
}: RecipeSizes & { readonly corruption?: Corruption } = {}): AutoencoderTrainable => ({
  model: denoisingAutoencoder({ ...sizes, ...options, corruption }),
  optimizer: adam(),
});

/** Papers as compositions: change a part with `{ ...recipe, objective: elbo({ beta: 4 }) }`. */
export const recipes = {
  essayVae,
  keras2dVae,
  betaVae,
  gaussianVae,
  withoutKl,
  scoreFunctionVae,
  monteCarloKlVae,
  stickingTheLandingVae,
  iwae: iwaeVae,
  dregIwae,
  miwae: miwaeVae,
  ciwae: ciwaeVae,
  vrAlpha: vrAlphaVae,
  reweightedWakeSleepVae,
  bernoulliCodesVae,
  nvilVae,
  vimcoVae,
  discreteWakeSleepVae,
  straightThroughVae,
  rebarVae,
  gumbelSoftmaxVae,
  plainAutoencoder,
  denoisingAutoencoder: denoising,
};
