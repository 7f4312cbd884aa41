import {
  ciwae,
  dreg,
  type Estimator,
  elbo,
  iwae,
  miwae,
  monteCarloElbo,
  type Normal,
  pathwise,
  pathwiseWeights,
  reconstructionOnly,
  reweightedWakeSleep,
  scoreFunction,
  scoreFunctionWeights,
  stickingTheLanding,
  vimco,
  vrAlpha,
  type WeightsEstimator,
  type WeightsObjective,
} from "@vae-lab/core";
import type { PartOf, TrialConfig } from "../config.ts";
import { betaOf, pullOf } from "./regulariser.ts";

const estimatorOf = (config: PartOf<"estimator">): Estimator<Normal> => {
  switch (config.kind) {
    case "pathwise":
      return pathwise(config);
    case "score-function":
      return scoreFunction(config);
    default:
      throw new Error(`${config.kind} is no estimator of an expectation`);
  }
};

type OfWeights = Exclude<PartOf<"inference">, { kind: "reweighted-wake-sleep" }>;

const boundOf = (config: OfWeights, samples: number): WeightsObjective => {
  switch (config.kind) {
    case "monte-carlo-elbo":
      return monteCarloElbo({ samples });
    case "iwae":
      return iwae({ samples });
    case "miwae":
      return miwae({ ...config, samples });
    case "ciwae":
      return ciwae({ ...config, samples });
    case "vr":
      return vrAlpha({ ...config, samples });
  }
};

const weightsEstimatorOf = (config: PartOf<"estimator">): WeightsEstimator<Normal> => {
  switch (config.kind) {
    case "pathwise":
      return pathwiseWeights();
    case "score-function":
      return scoreFunctionWeights(config);
    case "sticking-the-landing":
      return stickingTheLanding();
    case "dreg":
      return dreg();
    case "vimco":
      return vimco(config);
  }
};

/** What is maximised and by which gradients: the ELBO with a regulariser, or another bound. */
export const inferenceOf = (config: TrialConfig) => {
  const { objective, inference, estimator } = config;
  if (inference?.kind === "reweighted-wake-sleep") {
    const { phase, samples } = inference;
    return { objective: reweightedWakeSleep({ samples, inference: phase }), estimator: undefined };
  }
  if (estimator === undefined) throw new Error("a vae must have an estimator, got none");
  if (inference !== undefined)
    return {
      objective: boundOf(inference, estimator.samples),
      estimator: weightsEstimatorOf(estimator),
    };
  if (objective === undefined) throw new Error("a vae must have an objective, got none");
  const regulariser = pullOf(config);
  return {
    objective:
      regulariser === undefined
        ? reconstructionOnly()
        : elbo({
            regulariser,
            beta: betaOf(objective),
            ...(objective.capacity !== undefined && { capacity: objective.capacity }),
          }),
    estimator: estimatorOf(estimator),
  };
};
