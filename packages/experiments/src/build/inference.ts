import { elbo } from "@vae-lab/core";
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
import {
  anyPosteriorWeights,
  discreteEstimator,
  normalEstimator,
  normalWeights,
} from "./estimator.ts";
import { optionsOf } from "./options-of.ts";
import { betaOf, trainedRegulariser } from "./regulariser.ts";

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

/** The coefficients of the ELBO, for any kind of codes. */
const coefficientsOf = (objective: PartOf<"objective">) => ({
  beta: betaOf(objective),
  ...(objective.capacity !== undefined && { capacity: objective.capacity }),
});

/** What is maximised and by which gradients: the ELBO with a regulariser, or another bound. */
export const inferenceOf = (config: TrialConfig, dataSize: number) => {
  const other = wakeSleepOf(config) ?? weightsOf(config, normalWeights);
  if (other !== undefined) return other;
  const objective = required(config.objective, "an objective");
  const regulariser = trainedRegulariser(config);
  return {
    objective:
      regulariser === undefined
        ? reconstructionOnly()
        : elbo({ regulariser, ...coefficientsOf(objective) }),
    estimator: required(
      normalEstimator(required(config.estimator, "an estimator"), dataSize),
      "an estimator of an expectation",
    ),
  };
};

/** The same over discrete codes, for which `elboOf` makes the ELBO. */
export const discreteInferenceOf = <O>(
  config: TrialConfig,
  dataSize: number,
  elboOf: (options: ReturnType<typeof coefficientsOf>) => O,
) => {
  const other = wakeSleepOf(config) ?? weightsOf(config, anyPosteriorWeights);
  if (other !== undefined) return other;
  return {
    objective: elboOf(coefficientsOf(required(config.objective, "an objective"))),
    estimator: required(
      discreteEstimator(required(config.estimator, "an estimator"), dataSize),
      "an estimator of an expectation",
    ),
  };
};
