import { geometricJs } from "../divergences/geometric-js.ts";
import { type RenyiOptions, renyiDivergence } from "../divergences/renyi.ts";
import { aggregateElbo } from "../objectives/aggregate-elbo.ts";
import { elbo } from "../objectives/elbo.ts";
import { mmd } from "../regularisers/mmd.ts";
import { controlVae } from "../schedules/control-vae.ts";
import { cyclical } from "../schedules/cyclical.ts";
import { linear } from "../schedules/linear.ts";
import { targetReconstruction } from "../schedules/target-reconstruction.ts";
import type { VaeTrainable } from "../training/trainable.ts";
import { essayVae, gaussianVae } from "./essay.ts";
import { type RecipeSizes, recipe } from "./sizes.ts";

/** Controlled capacity: γ · |KL − C| with a rising C (Burgess et al. 2018, eq. 8). */
export const capacityVae = recipe(
  "capacityVae",
  { gamma: "optional", capacity: "optional" },
  ({
    gamma = 1000,
    capacity = 25,
    ...options
  }: RecipeSizes & {
    readonly gamma?: number;
    readonly capacity?: number;
  }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: elbo({ beta: gamma, capacity: linear({ to: capacity }) }),
  }),
);

/** WAE-MMD: the MMD of the aggregate posterior and the prior, with a Gaussian likelihood (Tolstikhin et al. 2018). */
export const waeMmd = recipe(
  "waeMmd",
  { weight: "optional" },
  ({
    weight = 10,
    ...options
  }: RecipeSizes & { readonly weight?: number }): VaeTrainable<"normal", "expectation"> => ({
    ...gaussianVae(options),
    objective: aggregateElbo({ regulariser: mmd(), weight }),
  }),
);

/** InfoVAE: weight 1 − α on the rate and α + λ − 1 on the MMD (Zhao et al. 2019, eq. 6). */
export const infoVae = recipe(
  "infoVae",
  { alpha: "optional", lambda: "optional" },
  ({
    alpha = 0,
    lambda = 1000,
    ...options
  }: RecipeSizes & {
    readonly alpha?: number;
    readonly lambda?: number;
  }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: aggregateElbo({ regulariser: mmd(), beta: 1 - alpha, weight: alpha + lambda - 1 }),
  }),
);

/** A Rényi divergence of order α instead of KL (Rényi 1961; for the bound on log p(x) see `vrAlpha`). */
export const renyiVae = recipe(
  "renyiVae",
  { alpha: "optional", direction: "optional" },
  ({
    alpha = 0.5,
    direction = "reverse",
    ...options
  }: RecipeSizes & Partial<RenyiOptions>): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: elbo({ regulariser: renyiDivergence({ alpha, direction }) }),
  }),
);

/** The skew-geometric Jensen–Shannon divergence instead of KL (Deasy et al. 2020). */
export const geometricJsVae = recipe(
  "geometricJsVae",
  { alpha: "optional" },
  ({
    alpha = 0.5,
    ...options
  }: RecipeSizes & { readonly alpha?: number }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: elbo({ regulariser: geometricJs({ alpha }) }),
  }),
);

/** Cyclical annealing: beta rises from 0 to 1 repeatedly (Fu et al. 2019). */
export const cyclicalVae = recipe(
  "cyclicalVae",
  { cycles: "optional" },
  ({
    cycles = 4,
    ...options
  }: RecipeSizes & { readonly cycles?: number }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: elbo({ beta: cyclical({ cycles }) }),
  }),
);

/** GECO: the minimum rate at a target reconstruction, in nats (Rezende & Viola 2018). */
export const gecoVae = recipe(
  "gecoVae",
  { reconstruction: "optional" },
  ({
    reconstruction = -90,
    ...options
  }: RecipeSizes & { readonly reconstruction?: number }): VaeTrainable<
    "normal",
    "expectation"
  > => ({
    ...essayVae(options),
    objective: elbo({ beta: targetReconstruction({ reconstruction }) }),
  }),
);

/** ControlVAE: a target rate, in nats, kept by a PI controller (Shao et al. 2020). */
export const controlledVae = recipe(
  "controlledVae",
  { rate: "optional" },
  ({
    rate = 20,
    ...options
  }: RecipeSizes & { readonly rate?: number }): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    objective: elbo({ beta: controlVae({ rate }) }),
  }),
);
