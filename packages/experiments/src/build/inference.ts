import { elbo } from "@vae-lab/core";
import type { Divergence } from "@vae-lab/core/divergences";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import type { PosteriorFamily } from "@vae-lab/core/families";
import {
  ciwae,
  iwae,
  miwae,
  monteCarloElbo,
  reconstructionOnly,
  reweightedWakeSleep,
  vrAlpha,
  type WeightsObjective,
} from "@vae-lab/core/objectives";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";
import type { MaybeEstimator } from "./estimator.ts";
import { optionsOf } from "./options-of.ts";
import { betaOf } from "./regulariser.ts";

type OfWeights = Exclude<PartOf<"inference">, { kind: "reweighted-wake-sleep" }>;

const boundOf = (config: OfWeights, samples: number): WeightsObjective => {
  switch (config.kind) {
    case "monte-carlo-elbo":
      return monteCarloElbo({ samples });
    case "iwae":
      return iwae({ samples });
    case "miwae":
      return miwae({ ...optionsOf(config), samples });
    case "ciwae":
      return ciwae({ ...optionsOf(config), samples });
    case "vr":
      return vrAlpha({ ...optionsOf(config), samples });
  }
};

const required = <T>(part: T | undefined, name: string): T => {
  if (part === undefined) throw new Error(`a vae must have ${name}, got none that fits its codes`);
  return part;
};

const wakeSleepOf = ({ inference }: TrialConfig) => {
  if (inference?.kind !== "reweighted-wake-sleep") return undefined;
  const { samples, phase } = inference;
  return { objective: reweightedWakeSleep({ samples, inference: phase }), estimator: undefined };
};

const weightsOf = <E>(
  { inference, estimator }: TrialConfig,
  estimatorOf: (config: PartOf<"estimator">) => E | undefined,
) => {
  if (inference === undefined || inference.kind === "reweighted-wake-sleep") return undefined;
  const config = required(estimator, "an estimator");
  return {
    objective: boundOf(inference, config.samples),
    estimator: required(estimatorOf(config), "an estimator of weights"),
  };
};

/** The bound of a config and its estimator, for models whose KL to the prior has no closed form. */
export const boundOfWeights = <E>(
  config: TrialConfig,
  estimatorOf: (config: PartOf<"estimator">) => E | undefined,
) => required(wakeSleepOf(config) ?? weightsOf(config, estimatorOf), "an inference");

/** The coefficients of the ELBO, for any kind of codes. */
const coefficientsOf = (objective: PartOf<"objective">) => ({
  beta: betaOf(objective),
  ...(objective.capacity !== undefined && { capacity: objective.capacity }),
});

/** What depends on the family of the codes: its regulariser, and the estimators that apply to it. */
export interface FamilyInference<Q, P, O extends object> {
  readonly family: PosteriorFamily<Q, P, O>;
  /** None for the reconstruction term alone. */
  readonly regulariser: Divergence<Q, P> | undefined;
  readonly estimator: (config: PartOf<"estimator">, dataSize: number) => MaybeEstimator<Q>;
  readonly weightsEstimator: (config: PartOf<"estimator">) => WeightsEstimator<Q> | undefined;
}

/** The objective and the estimator of a VAE: the ELBO with a regulariser, or another bound. */
export const inferenceOf = <Q, P, O extends object>(
  config: TrialConfig,
  dataSize: number,
  { family, regulariser, estimator, weightsEstimator }: FamilyInference<Q, P, O>,
) => {
  const other = wakeSleepOf(config) ?? weightsOf(config, weightsEstimator);
  if (other !== undefined) return other;
  const objective = required(config.objective, "an objective");
  return {
    objective:
      regulariser === undefined
        ? reconstructionOnly({ family })
        : elbo({ family, regulariser, ...coefficientsOf(objective) }),
    estimator: required(
      estimator(required(config.estimator, "an estimator"), dataSize),
      "an estimator of an expectation",
    ),
  };
};
