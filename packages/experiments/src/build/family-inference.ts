import type { Normal } from "@vae-lab/core";
import type { NormalPrior } from "@vae-lab/core/distributions";
import type { Divergence } from "@vae-lab/core/divergences";
import { families, type PosteriorFamily } from "@vae-lab/core/families";
import type { TrialConfig } from "../config/trial-config.ts";
import {
  anyPosteriorWeights,
  type Discrete,
  discreteEstimator,
  normalEstimator,
  normalWeights,
} from "./estimator.ts";
import type { FamilyInference } from "./inference.ts";
import { divergenceOf, trainedRegulariser } from "./regulariser.ts";

/** Normal codes: any divergence, with free bits, and the estimators with a path gradient. */
export const normalInference = (
  config: TrialConfig,
): FamilyInference<Normal, NormalPrior, object> => ({
  family: families.normal,
  regulariser: trainedRegulariser(config),
  estimator: normalEstimator,
  weightsEstimator: normalWeights,
});

/** KL in the direction of the config: the only divergences of discrete codes. */
const klOf = <Q, P>(
  { reverseKl, forwardKl }: Record<"reverseKl" | "forwardKl", Divergence<Q, P>>,
  { objective }: TrialConfig,
): Divergence<Q, P> => (objective?.regulariser === "forward-kl" ? forwardKl : reverseKl);

/** Discrete codes: KL in either direction, and the estimators that need no path gradient. */
export const discreteInference = <Q extends Discrete, P, O extends object>(
  family: PosteriorFamily<Q, P, O>,
  config: TrialConfig,
): FamilyInference<Q, P, O> => ({
  family,
  regulariser: klOf(family, config),
  estimator: discreteEstimator,
  weightsEstimator: anyPosteriorWeights,
});

/** The regulariser of a config, if any, for the family of its codes and before any free bits. */
export const regulariserOf = (config: TrialConfig): Divergence<never, never> | undefined => {
  const { model, objective } = config;
  if (objective === undefined) return undefined;
  if (model.kind !== "vae" || model.codes === undefined || model.codes.kind === "two-layers")
    return divergenceOf(config);
  return klOf<never, never>(families[model.codes.kind], config);
};
