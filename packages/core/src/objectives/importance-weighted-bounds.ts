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

/** E log p(x|z) − beta · KL, both by the same draws: the ELBO's second estimator (Kingma & Welling 2014, eq. 6). */
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

/** The mean of M importance-weighted bounds of K draws each (Rainforth et al. 2018, eq. 8). */
export const miwae = withOptions(
  "miwae",
  { samples: "required", groups: "required", beta: "optional" },
  (options: Options & { readonly groups: number }): WeightsObjective =>
    importanceWeighted({ functional: logMeanExp, ...options }),
);

/** share · ELBO + (1 − share) · IWAE of the same K draws (Rainforth et al. 2018, eq. 9). */
export const ciwae = withOptions(
  "ciwae",
  { samples: "required", groups: "optional", beta: "optional", share: "required" },
  ({ share, ...options }: Options & { readonly share: number }): WeightsObjective =>
    importanceWeighted({ functional: convexCombination(share, mean, logMeanExp), ...options }),
);

/**
 * The variational Rényi bound by K draws (Li & Turner 2016): its limit for many is
 * log p(x) − D_α(q‖p(z|x)); fewer give less where α < 1, more where α > 1.
 */
export const vrAlpha = withOptions(
  "vrAlpha",
  { samples: "required", groups: "optional", beta: "optional", alpha: "required" },
  ({ alpha, ...options }: Options & { readonly alpha: number }): WeightsObjective =>
    importanceWeighted({ functional: renyi(alpha), ...options }),
);
