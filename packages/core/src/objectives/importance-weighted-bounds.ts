import { convexCombination } from "../functionals/convex-combination.ts";
import { logMeanExp } from "../functionals/log-mean-exp.ts";
import { mean } from "../functionals/mean.ts";
import { renyi } from "../functionals/renyi.ts";
import { withOptions } from "../options.ts";
import {
  type ImportanceWeightedOptions,
  importanceWeighted,
  type WeightsObjective,
} from "./importance-weighted.ts";

type Options = Omit<ImportanceWeightedOptions, "functional">;

/** The ELBO with its KL estimated from the same samples as the reconstruction (Kingma & Welling 2014, eq. 6). */
export const monteCarloElbo = withOptions(
  "monteCarloElbo",
  { samples: "optional", groups: "optional", beta: "optional" },
  ({ samples = 1, ...options }: Partial<Options>): WeightsObjective =>
    importanceWeighted({ functional: mean, samples, ...options }),
);

/** E log (1/K) Σ w ≤ log p(x): the importance-weighted bound (Burda et al. 2016, eq. 8). */
export const iwae = withOptions(
  "iwae",
  { samples: "required", beta: "optional" },
  (options: Omit<Options, "groups">): WeightsObjective =>
    importanceWeighted({ functional: logMeanExp, ...options }),
);

/** The mean of M importance-weighted bounds of K samples each (Rainforth et al. 2018, eq. 8). */
export const miwae = withOptions(
  "miwae",
  { samples: "required", groups: "required", beta: "optional" },
  (options: Options & { readonly groups: number }): WeightsObjective =>
    importanceWeighted({ functional: logMeanExp, ...options }),
);

/** share · ELBO + (1 − share) · IWAE from the same K samples (Rainforth et al. 2018, eq. 9). */
export const ciwae = withOptions(
  "ciwae",
  { samples: "required", groups: "optional", beta: "optional", share: "required" },
  ({ share, ...options }: Options & { readonly share: number }): WeightsObjective =>
    importanceWeighted({ functional: convexCombination(share, mean, logMeanExp), ...options }),
);

/**
 * The variational Rényi bound with K samples (Li & Turner 2016). As K grows it tends to
 * log p(x) − D_α(q‖p(z|x)), from below for α < 1 and from above for α > 1.
 */
export const vrAlpha = withOptions(
  "vrAlpha",
  { samples: "required", groups: "optional", beta: "optional", alpha: "required" },
  ({ alpha, ...options }: Options & { readonly alpha: number }): WeightsObjective =>
    importanceWeighted({ functional: renyi(alpha), ...options }),
);
