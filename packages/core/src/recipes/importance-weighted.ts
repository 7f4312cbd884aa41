import { dreg } from "../estimators/dreg.ts";
import { pathwiseWeights } from "../estimators/pathwise-weights.ts";
import { stickingTheLanding } from "../estimators/sticking-the-landing.ts";
import {
  ciwae,
  iwae,
  miwae,
  monteCarloElbo,
  vrAlpha,
} from "../objectives/importance-weighted-bounds.ts";
import {
  type ReweightedWakeSleepOptions,
  reweightedWakeSleep,
} from "../objectives/reweighted-wake-sleep.ts";
import { withOptions } from "../options.ts";
import type { VaeTrainable } from "../training/trainable.ts";
import { essayVae } from "./essay.ts";
import { type RecipeSizes, recipe, sizeNames } from "./sizes.ts";

/** The ELBO from log-weights, with a Monte Carlo KL (SGVB estimator A: Kingma & Welling 2014, eq. 6). */
export const monteCarloKlVae = withOptions(
  "monteCarloKlVae",
  sizeNames,
  (options: RecipeSizes): VaeTrainable<"normal", "weights"> => ({
    ...essayVae(options),
    objective: monteCarloElbo(),
    estimator: pathwiseWeights(),
  }),
);

/** Sticking the landing: gradients without noise where q equals the posterior (Roeder et al. 2017). */
export const stickingTheLandingVae = withOptions(
  "stickingTheLandingVae",
  sizeNames,
  (options: RecipeSizes): VaeTrainable<"normal", "weights"> => ({
    ...monteCarloKlVae(options),
    estimator: stickingTheLanding(),
  }),
);

/** The importance-weighted autoencoder (Burda et al. 2016). */
export const iwaeVae = recipe(
  "iwae",
  { samples: "optional" },
  ({
    samples = 5,
    ...options
  }: RecipeSizes & { readonly samples?: number }): VaeTrainable<"normal", "weights"> => ({
    ...monteCarloKlVae(options),
    objective: iwae({ samples }),
  }),
);

/** IWAE with doubly-reparameterised gradients for the encoder (Tucker et al. 2019). */
export const dregIwae = recipe(
  "dregIwae",
  { samples: "optional" },
  (options: RecipeSizes & { readonly samples?: number }): VaeTrainable<"normal", "weights"> => ({
    ...iwaeVae(options),
    estimator: dreg(),
  }),
);

/** MIWAE: the mean of M bounds of K samples, which keeps a gradient signal for the encoder (Rainforth et al. 2018). */
export const miwaeVae = recipe(
  "miwae",
  { samples: "optional", groups: "optional" },
  ({
    samples = 8,
    groups = 8,
    ...options
  }: RecipeSizes & {
    readonly samples?: number;
    readonly groups?: number;
  }): VaeTrainable<"normal", "weights"> => ({
    ...monteCarloKlVae(options),
    objective: miwae({ samples, groups }),
  }),
);

/** CIWAE: a convex combination of ELBO and IWAE (Rainforth et al. 2018). */
export const ciwaeVae = recipe(
  "ciwae",
  { samples: "optional", share: "optional" },
  ({
    samples = 64,
    share = 0.5,
    ...options
  }: RecipeSizes & {
    readonly samples?: number;
    readonly share?: number;
  }): VaeTrainable<"normal", "weights"> => ({
    ...monteCarloKlVae(options),
    objective: ciwae({ samples, share }),
  }),
);

/** The variational Rényi bound (Li & Turner 2016). */
export const vrAlphaVae = recipe(
  "vrAlpha",
  { samples: "optional", alpha: "optional" },
  ({
    samples = 5,
    alpha = 0.5,
    ...options
  }: RecipeSizes & {
    readonly samples?: number;
    readonly alpha?: number;
  }): VaeTrainable<"normal", "weights"> => ({
    ...monteCarloKlVae(options),
    objective: vrAlpha({ samples, alpha }),
  }),
);

/** Reweighted wake-sleep: q is trained by forward KL (Bornschein & Bengio 2015). */
export const reweightedWakeSleepVae = recipe(
  "reweightedWakeSleepVae",
  { samples: "optional", inference: "optional" },
  ({
    samples = 5,
    inference = "wake",
    ...options
  }: RecipeSizes & Partial<ReweightedWakeSleepOptions>): VaeTrainable<"normal", "own"> => ({
    ...essayVae(options),
    objective: reweightedWakeSleep({ samples, inference }),
    estimator: undefined,
  }),
);
